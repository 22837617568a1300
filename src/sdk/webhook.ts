import type { Credential, KeyRing, Party, SignatureScheme, Stamp } from './auth.ts'
import type { HttpRequest, HttpResponse, Json, JsonSchema } from './http.ts'

export interface EventType {
  readonly id: string
  readonly summary: string
  /** Name of the webhook scheme. */
  readonly scheme: string
  readonly payload: JsonSchema
  readonly example: Json
}

export interface PlatformEvent {
  readonly type: string
  readonly id: string
  readonly payload: Json
}

export interface WebhookScheme {
  readonly id: string
  readonly signature: SignatureScheme<HttpRequest>
  /** Seconds to wait before each further attempt; the first attempt is immediate. */
  readonly retries: readonly number[]
  /** How long the platform waits for an answer, in seconds. */
  readonly timeoutSeconds: number
  readonly keyRing: (credential: Credential, party: Party) => KeyRing
  /** Envelope and encryption, unsigned. The URL is the receiver's. */
  readonly wrap: (event: PlatformEvent, url: URL, credential: Credential, stamp: Stamp) => HttpRequest
  readonly unwrap: (request: HttpRequest, credential: Credential) => PlatformEvent
  /** URL verification. */
  readonly handshake?: (request: HttpRequest, credential: Credential) => HttpResponse | undefined
  /** 2xx, or the platform's own word. */
  readonly acknowledged: (response: HttpResponse) => boolean
  /** The answer that acknowledges, as a receiver has to give it. */
  readonly acknowledgement: () => HttpResponse
}
