import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, prepare } from '../../../src/call/call.ts'
import type { CallPorts } from '../../../src/call/types.ts'
import { buildConnector } from '../../../src/registry/build.ts'
import { loadConnector } from '../../../src/registry/load.ts'
import { createSandboxClient } from '../../../src/sandbox/client.ts'
import { startSandbox } from '../../../src/sandbox/start.ts'
import type { Connector, Credential, Json } from '../../../src/sdk/index.ts'
import { createHttpClient } from '../../../src/system/http.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { systemRandom } from '../../../src/system/random.ts'
import { connector as module } from './bench.ts'

const SOURCE = new URL('../../../src/connectors/alipay', import.meta.url).pathname

/** The document as it is written, with the code as it stands in src. */
async function alipay(): Promise<Connector> {
  const folder = mkdtempSync(join(tmpdir(), 'integ-alipay-'))
  await buildConnector(SOURCE, folder)
  writeFileSync(join(folder, 'module.cjs'), 'module.exports = () => ({})\n')
  const data = await loadConnector(folder)
  const { auth, webhooks, protocols, overPlain, decodeError, simulator } = module
  return {
    ...data,
    auth: { ...data.auth, ...auth },
    webhooks: { ...data.webhooks, ...webhooks },
    protocols: { ...data.protocols, ...protocols, ...overPlain?.(data.protocols['rest']!) },
    ...(decodeError && { decodeError }),
    ...(simulator && { simulator }),
  }
}

export interface Visit {
  readonly status: number
  readonly text: string
  readonly headers: Headers
  readonly location: string
}

/** A sandbox over HTTP, a receiver for its notifications, and an app that calls and browses. */
export async function openLive() {
  const connector = await alipay()
  const credential: Credential = await connector.auth['alipayRsa2']!.mint(systemRandom, systemClock)
  const http = createHttpClient({})
  const sandbox = await startSandbox(
    { connectors: [connector], port: 0, memory: true, version: '0.0.0', credentials: () => [credential] },
    { clock: systemClock, random: systemRandom, http },
  )
  const client = createSandboxClient({ control: sandbox.control, token: sandbox.token }, http)
  const origin = sandbox.url('alipay')!
  const received: Record<string, string>[] = []
  const receiver = createServer((request, response) => {
    void readAll(request).then((body) => {
      received.push(Object.fromEntries(new URLSearchParams(body)))
      response.end('success')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const notifyUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/notify`
  const ports: CallPorts = {
    clock: systemClock,
    random: systemRandom,
    http,
    connectorFor: async (id) => ({ connector, operation: connector.operation(id)! }),
    credential: async () => ({ credential, environment: 'local', profile: 'local' }),
    merchantToken: async (_connector, _profile, name) => name,
    saveCredential: async () => undefined,
    localUrl: async () => new URL(origin),
  }
  const visit = async (
    address: string,
    form?: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Visit> => {
    const response = await fetch(new URL(address, origin), {
      redirect: 'manual',
      headers: { 'accept-language': 'en', ...headers },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    const { status } = response
    return {
      status,
      text: await response.text(),
      headers: response.headers,
      location: response.headers.get('location') ?? '',
    }
  }
  return {
    ports,
    connector,
    credential,
    client,
    origin,
    received,
    notifyUrl,
    visit,
    /** `app_auth_token` in `more.merchant`: the token itself. */
    ask: async (
      operation: string,
      values: Record<string, Json>,
      more: { merchant?: string; protocol?: string } = {},
    ): Promise<Record<string, string | undefined>> => {
      const { outcome } = await call({ operation, values, ...more }, ports)
      return { ...(outcome.value as Record<string, string>), error: outcome.error?.code, trust: outcome.trust.kind }
    },
    /** The signed address that a browser is sent to. */
    address: async (operation: string, values: Record<string, Json>): Promise<URL> => {
      return (await prepare({ operation, values }, ports)).signed.request.url
    },
    close: async () => {
      await sandbox.close()
      receiver.close()
      receiver.closeAllConnections()
    },
  }
}

export type Live = Awaited<ReturnType<typeof openLive>>

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
