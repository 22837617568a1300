import type { HttpResponse } from '../sdk/http.ts'
import type { SimulatedAnswer } from '../sdk/simulator.ts'

/** An answer as it stands: exact bytes, text, or JSON. */
export function plainAnswer({ status, headers = {}, bytes, text, body }: SimulatedAnswer): HttpResponse {
  if (bytes) return { kind: 'response', status, headers, body: bytes }
  if (text !== undefined) return { kind: 'response', status, headers, body: Buffer.from(text) }
  if (body === undefined) return { kind: 'response', status, headers, body: new Uint8Array() }
  const typed = { 'content-type': 'application/json; charset=utf-8', ...headers }
  return { kind: 'response', status, headers: typed, body: Buffer.from(JSON.stringify(body)) }
}
