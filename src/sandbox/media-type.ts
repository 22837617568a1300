import type { HttpRequest } from '../sdk/http.ts'
import type { RequestBody } from '../sdk/operation.ts'

/** The types that the document names, when the request's body is of none of them; undefined when it may go on. */
export function refusedMedia(body: RequestBody | undefined, request: HttpRequest): readonly string[] | undefined {
  const type = request.headers['content-type'] ?? ''
  if (type === body?.mediaType) return undefined
  const given = bareType(type)
  // Without a type the body is read as what it looks like.
  if (!body || request.body.byteLength === 0 || given === '') return undefined
  const accepted = body.mediaTypes ?? [body.mediaType]
  return accepted.some((one) => fits(bareType(one), given)) ? undefined : accepted
}

export function isJsonBody(request: HttpRequest): boolean {
  const type = bareType(request.headers['content-type'] ?? '')
  return type === '' ? /^\s*[[{]/.test(startOf(request.body)) : isJson(type)
}

function fits(accepted: string, given: string): boolean {
  if (accepted === given || (isJson(accepted) && isJson(given))) return true
  const [family = '', kind] = accepted.split('/')
  return kind === '*' && (family === '*' || given.startsWith(`${family}/`))
}

function bareType(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase()
}

function isJson(type: string): boolean {
  return /^[^/]+\/([^/]*\+)?json$/.test(type)
}

function startOf(body: Uint8Array): string {
  return Buffer.from(body.subarray(0, 64)).toString('utf8')
}
