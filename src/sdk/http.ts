export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }
export type JsonSchema = Readonly<Record<string, unknown>>

/** Header names are lower-case. */
export type Headers = Readonly<Record<string, string>>

/** Bodies are bytes: a signature covers bytes, not objects. */
export interface HttpRequest {
  readonly kind: 'request'
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: Uint8Array
}
export interface HttpResponse {
  readonly kind: 'response'
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}
export type HttpMessage = HttpRequest | HttpResponse

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
}
export interface Random {
  bytes(size: number): Uint8Array
}
