/** What a fault does to a call. */
export type CallEffect =
  /** Milliseconds, drawn evenly from the range. */
  | { readonly kind: 'latency'; readonly from: number; readonly to: number }
  /** Never answered; the connection is held. */
  | { readonly kind: 'timeout' }
  | { readonly kind: 'reset' }
  /** A bare answer, as of a gateway in front of the platform. */
  | { readonly kind: 'status'; readonly status: number }
  /** The platform's own words for being out of order. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'rate-limit' }
  | { readonly kind: 'bad-signature' }

/** What a fault does to an event: to the event as a whole, or to one attempt at delivering it. */
export type EventEffect =
  /** `copies` deliveries at the same time. */
  | { readonly kind: 'duplicate'; readonly copies: number }
  | { readonly kind: 'late'; readonly ms: number }
  /** Held until the next event of the connector went first. */
  | { readonly kind: 'out-of-order' }
  /** Lost on the way; the platform takes it as not acknowledged. */
  | { readonly kind: 'drop' }
  /** The body is changed after signing, at `path` where one is given. */
  | { readonly kind: 'corrupt'; readonly path?: string }
  | { readonly kind: 'bad-signature' }
  /** Signed by a platform that the partner does not know. */
  | { readonly kind: 'wrong-key' }

export type Effect = CallEffect | EventEffect
export type EffectKind = Effect['kind']

/** Spelt as it is given: `latency=2000`, `error=ACQ.SYSTEM_ERROR`, `reset`. */
export function effectWords(effect: Effect): string {
  switch (effect.kind) {
    case 'latency':
      return `latency=${effect.from === effect.to ? effect.from : `${effect.from}-${effect.to}`}`
    case 'status':
      return `status=${effect.status}`
    case 'error':
      return `error=${effect.code}`
    case 'duplicate':
      return `duplicate=${effect.copies}`
    case 'late':
      return `late=${effect.ms}ms`
    case 'corrupt':
      return effect.path === undefined ? 'corrupt' : `corrupt=${effect.path}`
    default:
      return effect.kind
  }
}

const CALL: ReadonlySet<string> = new Set([
  'latency', 'timeout', 'reset', 'status', 'unavailable', 'error', 'rate-limit', 'bad-signature',
] satisfies CallEffect['kind'][]) // prettier-ignore
const EVENT: ReadonlySet<string> = new Set([
  'duplicate', 'late', 'out-of-order', 'drop', 'corrupt', 'bad-signature', 'wrong-key',
] satisfies EventEffect['kind'][]) // prettier-ignore

export function isCallEffect(effect: Effect): effect is CallEffect {
  return CALL.has(effect.kind)
}
export function isEventEffect(effect: Effect): effect is EventEffect {
  return EVENT.has(effect.kind)
}
