import type { HttpRequest, HttpResponse } from '../sdk/http.ts'
import type { Refusal } from '../sdk/simulator.ts'
import { routeHead } from './allowed-methods.ts'
import { decide, messageOf, type Decision } from './decide.ts'
import { newId } from './identifiers.ts'
import type { RequestRecord } from './log.ts'
import { readClaims } from './partner.ts'
import { withOwnHeaders } from './own-headers.ts'
import type { Platform } from './platform.ts'
import { problemAnswer, refusalProblem } from './problem-answer.ts'
import { PLAIN, route, type Routed } from './route.ts'
import type { Emission } from './simulate.ts'
import { stopwatch } from './stamp.ts'
import { answerUnrouted } from './unrouted.ts'
import { wordAnswer } from './word-answer.ts'

export interface Answered {
  readonly response: HttpResponse
  readonly record: RequestRecord
  /** To be sent once the answer is out. */
  readonly emissions: readonly Emission[]
  /** A fault leaves the caller without an answer; `response` is then nothing but its headers. */
  readonly silent?: 'timeout' | 'reset'
  /** How the sandbox came to the answer. */
  readonly trace: Trace
}

export interface Trace extends Pick<Decision, 'proof'> {
  readonly refusal?: Refusal
}

/** route → decide (admit, authenticate, validate, simulate) → word and sign → record. Never rejects. */
export async function answerRequest(platform: Platform, request: HttpRequest): Promise<Answered> {
  const watch = stopwatch(platform)
  const started = watch.now()
  const at = new Date(platform.clock.now()).toISOString()
  const id = newId('req', platform.random)
  const result = await play(platform, request)
  const { response } = result
  const code =
    !result.routed && [204, 404, 405].includes(response.status)
      ? undefined
      : readCode(platform, result.readable ?? response, result.routed)
  const record: Mutable<RequestRecord> = {
    type: 'request',
    id,
    at,
    connector: platform.connector.id,
    method: request.method,
    path: request.url.pathname,
    status: response.status,
    verified: result.verified,
    ms: watch.now() - started,
  }
  // One by one: a spread of each costs as much as everything above.
  if (result.routed?.operation) record.operation = result.routed.operation.id
  if (code !== undefined) record.code = code
  if (result.reason !== undefined) record.reason = result.reason
  if (result.rule !== undefined) record.rule = result.rule
  if (result.fault !== undefined) record.fault = result.fault
  const { kind, status, body } = response
  const { emissions, proof, refusal, silent } = result
  const answered: Mutable<Answered> = {
    response: { kind, status, headers: withOwnHeaders(response.headers, id, result), body },
    record,
    emissions,
    trace: { ...(proof ? { proof } : {}), ...(refusal ? { refusal } : {}) },
  }
  if (silent) answered.silent = silent
  return answered
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export interface Played extends Pick<
  Decision,
  'verified' | 'emissions' | 'reason' | 'signingInput' | 'proof' | 'fault'
> {
  readonly response: HttpResponse
  /** The answer before its contents were encrypted. */
  readonly readable?: HttpResponse
  readonly routed?: Routed
  readonly rule?: string
  readonly refusal?: Refusal
  readonly silent?: 'timeout' | 'reset'
}

async function play(platform: Platform, request: HttpRequest): Promise<Played> {
  try {
    const routed = route(platform.connector, request) ?? routeHead(platform.connector, request)
    if (!routed) return await answerUnrouted(platform, request)
    const claims = readClaims(platform.connector, routed, request, platform.credentials())
    const decision = await decide(platform, request, routed, claims)
    const { outcome } = decision
    if ('silent' in outcome) return { ...decision, response: NO_ANSWER, silent: outcome.silent, routed }
    if ('bare' in outcome) return { ...decision, response: outcome.bare, routed }
    const worded = await safely(
      () => wordAnswer(platform, asGet(request, routed), routed, claims, decision, outcome),
      request,
    )
    const refusal = 'refusal' in outcome ? { refusal: outcome.refusal } : {}
    return { ...decision, ...refusal, ...worded, routed }
  } catch (error) {
    if (error instanceof SyntaxError) return { ...unreadable(request, error), verified: null, emissions: [] }
    return { ...crashed(request, error), verified: null, emissions: [] }
  }
}

/** HEAD is worded as GET, so that its length is right; the server leaves the body out. */
function asGet(request: HttpRequest, { protocol }: Routed): HttpRequest {
  return request.method === 'HEAD' && protocol.id === PLAIN ? { ...request, method: 'GET' } : request
}

/** What JSON.parse throws while a protocol reads the request. */
function unreadable(request: HttpRequest, error: SyntaxError): { response: HttpResponse; reason: string } {
  const title = { en: 'The request cannot be read', zh: '无法解析请求' }
  const detail = { en: error.message, zh: error.message }
  return { response: problemAnswer({ status: 400, code: 'unreadable', title, detail }, request), reason: error.message }
}

/** A crash while wording loses the answer, so nothing that it announced may leave either. */
async function safely(
  work: () => Promise<{ response: HttpResponse; rule?: string }>,
  request: HttpRequest,
): Promise<Partial<Played> & { response: HttpResponse }> {
  try {
    return await work()
  } catch (error) {
    return { ...crashed(request, error), emissions: [] }
  }
}

function crashed(request: HttpRequest, error: unknown): { response: HttpResponse; reason: string } {
  const response = problemAnswer(refusalProblem({ kind: 'unavailable' }), request)
  return { response, reason: `the connector failed: ${messageOf(error)}` }
}

function readCode(platform: Platform, response: HttpResponse, routed: Routed | undefined): string | undefined {
  try {
    return platform.connector.decodeError(response, routed?.operation)?.code
  } catch {
    return undefined
  }
}

/** Status 0: nothing was answered. */
const NO_ANSWER: HttpResponse = { kind: 'response', status: 0, headers: {}, body: new Uint8Array() }
