import module from '../../../src/connectors/alipay/module.ts'
import { createSdk } from '../../../src/sdk/define.ts'
import type {
  Credential,
  EmitOptions,
  HttpRequest,
  Json,
  Operation,
  Simulation,
  SimulatedAnswer,
  StateStore,
} from '../../../src/sdk/index.ts'

export const sdk = createSdk()
export const connector = module(sdk)
export const auth = connector.auth!['alipayRsa2']!
export const v2 = connector.protocols!['v2']!
export const notify = connector.webhooks!['alipayNotify']!
export const simulator = connector.simulator!

/** 2026-07-01 12:00:00 in Beijing. */
export const NOON = Date.UTC(2026, 6, 1, 4, 0, 0)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export interface Emitted {
  readonly type: string
  readonly payload: Readonly<Record<string, string>>
  readonly options: EmitOptions
}

export function memoryState(): StateStore {
  const collections = new Map<string, Map<string, Json>>()
  const of = (name: string) => collections.get(name) ?? collections.set(name, new Map()).get(name)!
  return {
    get: (name, id) => of(name).get(id),
    put: (name, id, value) => void of(name).set(id, JSON.parse(JSON.stringify(value)) as Json),
    remove: (name, id) => void of(name).delete(id),
    list: (name) => [...of(name).values()],
  }
}

export function countingRandom() {
  let next = 7
  return { bytes: (size: number) => Uint8Array.from({ length: size }, () => (next = (next * 31 + 11) % 251)) }
}

export function stubOperation(id: string): Operation {
  const bare = { method: 'POST', path: '/', summary: '', tags: [], auth: [], parameters: [], responses: {}, emits: [] }
  return {
    ...bare,
    id,
    writes: true,
    extensions: {},
    ...(/\.(page|wap|app)\.pay$/.test(id) && { browser: true as const }),
  }
}

export const EMPTY: HttpRequest = {
  kind: 'request',
  method: 'POST',
  url: new URL('http://127.0.0.1/gateway.do'),
  headers: {},
  body: new Uint8Array(),
}

/** A request as an app in certificate mode makes it. */
export const CERTIFIED: HttpRequest = { ...EMPTY, url: new URL('http://127.0.0.1/gateway.do?app_cert_sn=0') }

export type Result = Readonly<Record<string, string>>

/** One merchant's sandbox without the HTTP around it. */
export function openSandbox(credential: Credential = { app_id: '9021000000000001' }) {
  let now = NOON
  const emitted: Emitted[] = []
  const simulation: Simulation = {
    state: memoryState(),
    clock: { now: () => now },
    random: countingRandom(),
    credential,
    emit: (type, payload, options = {}) => void emitted.push({ type, payload: payload as Result, options }),
  }
  const answer = (
    name: string,
    body: Json,
    params: Readonly<Record<string, Json>> = {},
    request = EMPTY,
  ): SimulatedAnswer => {
    const id = name.startsWith('alipay.') ? name : `alipay.trade.${name}`
    return simulator.handlers[id]!({
      ...simulation,
      operation: stubOperation(id),
      params,
      body,
      request,
    }) as SimulatedAnswer
  }
  return {
    emitted,
    simulation,
    answer,
    call: (name: string, body: Json, params: Readonly<Record<string, Json>> = {}, request = EMPTY) =>
      answer(name, body, params, request).body as Result,
    act: (name: string, params: Readonly<Record<string, string>> = {}) =>
      simulator.actions![name]!.run(simulation, params) as Result,
    wait: (ms: number) => void (now += ms),
  }
}

/** Any operation by its whole name. */
export function run(simulation: Simulation, id: string, body: Json): Readonly<Record<string, Json>> {
  const operation = stubOperation(id)
  const answer = simulator.handlers[id]!({ ...simulation, operation, params: {}, body, request: EMPTY })
  return (answer as SimulatedAnswer).body as Readonly<Record<string, Json>>
}

/** `10000`, or the sub_code of a failure. */
export function outcome(result: Readonly<Record<string, Json>>): string {
  return (result['sub_code'] ?? result['code'] ?? '') as string
}

export const ORDER = { out_trade_no: 'T1', total_amount: '88.88', subject: 'Coffee beans' }
export const BUYER = { buyer_id: '2088000000000001' }
