import { answerNotJson, answerNotTrusted } from '../errors/catalog/call.ts'
import { verifyMessage } from '../signing/message.ts'
import type { SigningInput } from '../sdk/auth.ts'
import type { PlatformError } from '../sdk/check.ts'
import type { HttpResponse } from '../sdk/http.ts'
import { decodeHttpError } from '../spec/decode-error.ts'
import { isBrokenJson, readAnswer } from '../spec/rest-body.ts'
import type { CallPorts, Decoded, Exchange, Target, Trust } from './types.ts'

/** Verifies the answer before it is read, then asks the connector for the value and for the platform's error. */
export function decode(exchange: Exchange, target: Target, ports: Pick<CallPorts, 'clock'>): Decoded {
  const trust = judge(exchange.response, target, ports)
  if (isSandboxWord(exchange.response, target)) return sandboxWord(exchange)
  const response = target.protocol.encryption?.openAnswer(exchange.response, target.credential) ?? exchange.response
  const error = errorOf(response, target)
  if (trust.kind === 'failed' && !trust.verdict.ok)
    throw answerNotTrusted({ reason: trust.verdict.reason, connector: target.connector.id })
  if (!error && target.protocol.id === 'rest' && isBrokenJson(response))
    throw answerNotJson({ operation: target.operation.id, bytes: response.body.byteLength })
  const value = target.protocol.read(target.operation, response, target.credential)
  const signingInput = signingInputOf(response)
  const known: PlatformError | undefined = error && signingInput ? { ...error, signingInput } : error
  return { exchange, value, trust, ...(known ? { error: known } : {}) }
}

/** The sandbox says in words of its own, unsigned, what no platform could: that it knows no such fault, for example. */
function isSandboxWord({ status, headers }: HttpResponse, { environment, protocol }: Target): boolean {
  return (
    environment === 'local' &&
    protocol.id !== 'rest' &&
    status >= 400 &&
    headers['content-type'] === 'application/problem+json'
  )
}

function sandboxWord(exchange: Exchange): Decoded {
  const { body, headers } = exchange.response
  const error = decodeHttpError(exchange.response)
  const value = readAnswer(body, headers['content-type'] ?? '')
  return { exchange, value, trust: { kind: 'none' }, ...(error ? { error } : {}) }
}

/** What the connector sees, else the status: an answer outside 2xx is never a success. */
function errorOf(response: HttpResponse, { connector, operation }: Target): PlatformError | undefined {
  const error = connector.decodeError(response, operation)
  return error ?? (response.status >= 200 && response.status < 300 ? undefined : decodeHttpError(response))
}

/** How far the answer may be trusted. */
export function judge(response: HttpResponse, target: Target, ports: Pick<CallPorts, 'clock'>): Trust {
  const { auth, credential } = target
  if (!auth?.response || !auth.keyRing) return { kind: 'none' }
  const verdict = verifyMessage(auth.response, response, auth.keyRing(credential, 'partner'), ports.clock)
  if (verdict.ok) return { kind: 'verified', verdict }
  if (verdict.reason === 'missing' && auth.unsignedAnswer?.(response)) return { kind: 'unsigned' }
  return { kind: 'failed', verdict }
}

/** The sandbox tells which text it verified; no real platform sends this header. */
function signingInputOf(response: HttpResponse): SigningInput | undefined {
  const header = response.headers['integ-signing-input']
  if (header === undefined) return undefined
  try {
    const parts = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as SigningInput['parts']
    return { text: parts.map(([name, value]) => `${name}=${value}`).join('&'), parts }
  } catch {
    return undefined
  }
}
