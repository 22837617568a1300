import type { HttpRequest, HttpResponse, Json } from '../sdk/http.ts'
import type { Operation, ResponseShape } from '../sdk/operation.ts'
import type { SimulatedAnswer } from '../sdk/simulator.ts'
import { isJsonType } from './media.ts'
import type { Samples } from './sample.ts'

export type WriteBody = (body: Json, shape: ResponseShape | undefined) => Uint8Array

/** JSON of an answer's body. What the document gives is the same every time, and written once. */
export function createWriteBody(samples: Pick<Samples, 'has'> | undefined): WriteBody {
  const written = new WeakMap<object, Uint8Array>()
  return (body, shape) => {
    if (typeof body !== 'object' || body === null || (body !== shape?.example && !samples?.has(body)))
      return Buffer.from(JSON.stringify(body))
    const bytes = written.get(body) ?? Buffer.from(JSON.stringify(body))
    written.set(body, bytes)
    return bytes
  }
}

/** A handler's answer as the document says it is sent: as text or as JSON, under the declared type. */
export function buildAnswer(
  operation: Operation | undefined,
  answer: SimulatedAnswer,
  request: HttpRequest,
  write: WriteBody,
): HttpResponse {
  const { status, headers, text, body } = answer
  const shape = operation?.responses[String(status)] ?? operation?.responses['default']
  const declared = shape?.mediaType
  const isJson = declared !== undefined && isJsonType(declared)
  const raw = text ?? (typeof body === 'string' && declared !== undefined && !isJson ? body : undefined)
  const isEmpty = raw === undefined && body === undefined
  const type =
    raw === undefined
      ? isJson
        ? declared
        : 'application/json'
      : declared !== undefined && !declared.includes('*')
        ? declared
        : 'text/plain; charset=utf-8'
  return {
    kind: 'response',
    status,
    headers: { ...(isEmpty ? {} : { 'content-type': type }), ...headers },
    body:
      raw === undefined && body !== undefined && request.method !== 'HEAD'
        ? write(body, shape)
        : Buffer.from(request.method === 'HEAD' ? '' : (raw ?? '')),
  }
}
