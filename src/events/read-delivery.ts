import type { Credential, Verdict } from '../sdk/auth.ts'
import type { Clock, HttpRequest, HttpResponse } from '../sdk/http.ts'
import type { PlatformEvent, WebhookScheme } from '../sdk/webhook.ts'
import { verifyMessage } from '../signing/message.ts'

/** A request to the receiver, as the partner's side reads it. */
export interface ReadDelivery {
  readonly scheme: WebhookScheme
  readonly verdict: Verdict
  /** Undefined when the connector could not read the payload. */
  readonly event?: PlatformEvent
}

type Schemes = Readonly<Record<string, WebhookScheme>>

/** The platform's question whether this address is the partner's; undefined when the request is no such question. */
export function answerHandshake(
  request: HttpRequest,
  schemes: Schemes,
  credential: Credential,
): HttpResponse | undefined {
  for (const scheme of Object.values(schemes)) {
    const answer = quietly(() => scheme.handshake?.(request, credential))
    if (answer) return answer
  }
  return undefined
}

/**
 * Verifies with the partner's keys and reads the payload. Where a connector has several schemes, the one that
 * verifies wins, then one that finds a signature at all. Never throws: what came is anybody's bytes.
 */
export function readDelivery(
  request: HttpRequest,
  schemes: Schemes,
  credential: Credential,
  clock: Clock,
): ReadDelivery | undefined {
  const tried = Object.values(schemes).map((scheme) => ({
    scheme,
    verdict: verify(scheme, request, credential, clock),
  }))
  const chosen =
    tried.find(({ verdict }) => verdict.ok) ??
    tried.find(({ verdict }) => !verdict.ok && verdict.reason !== 'missing') ??
    tried[0]
  if (!chosen) return undefined
  const event = quietly(() => chosen.scheme.unwrap(request, credential))
  return { ...chosen, ...(event === undefined ? {} : { event }) }
}

function verify(scheme: WebhookScheme, request: HttpRequest, credential: Credential, clock: Clock): Verdict {
  const verdict = quietly(() => verifyMessage(scheme.signature, request, scheme.keyRing(credential, 'partner'), clock))
  // A signature that cannot even be computed over is not one that fits.
  return verdict ?? { ok: false, reason: 'mismatch' }
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
