import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Answer {
  readonly status: number
  /** Sent as JSON, unless it is a text. An answer with 204 has none. */
  readonly body: unknown
}

/** Becomes an answer with this status. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const LIMIT = 64 * 1024

/** The body as it came: a signature covers these bytes, not an object that was parsed from them. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > LIMIT) throw new HttpError(413, 'The body is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = await readBody(request)
  if (text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Answered below.
  }
  throw new HttpError(400, 'The body has to be a JSON object.')
}

export function send(response: ServerResponse, { status, body }: Answer): void {
  if (status === 204) return void response.writeHead(204).end()
  const text = typeof body === 'string'
  response.writeHead(status, { 'content-type': text ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8' })
  response.end(text ? body : JSON.stringify(body))
}
