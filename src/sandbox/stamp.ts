import type { SignatureScheme, Stamp } from '../sdk/auth.ts'
import type { Clock, HttpMessage, HttpResponse } from '../sdk/http.ts'
import { stampOf } from '../signing/stamp.ts'
import type { Platform } from './platform.ts'

type Scheme<M extends HttpMessage> = Pick<SignatureScheme<M>, 'toleranceSeconds'>

/**
 * The stamp of an answer. A scheme with a window takes real time, because whoever checks it lives in real time however
 * far the sandbox's clock was moved; one without takes the sandbox's.
 */
export function answerStamp<M extends HttpMessage>(platform: Platform, scheme: Scheme<M>): Stamp {
  const clock = scheme.toleranceSeconds === undefined ? platform.clock : platform.wire
  return stampOf({ clock, random: platform.random })
}

/** The stamp of an event. In a seeded sandbox it is simulated time too: what is sent is the same in every run. */
export function deliveryStamp<M extends HttpMessage>(platform: Platform, scheme: Scheme<M>): Stamp {
  const clock = scheme.toleranceSeconds === undefined || platform.seeded ? platform.clock : platform.wire
  return stampOf({ clock, random: platform.random })
}

/** What durations are measured with: real time; in a seeded sandbox its own, so that records repeat. */
export function stopwatch(platform: Pick<Platform, 'clock' | 'wire' | 'seeded'>): Clock {
  return platform.seeded ? platform.clock : platform.wire
}

/** A receiver's answer as a seeded sandbox keeps it: without the real time at which it was given. */
export function repeatable(platform: Pick<Platform, 'seeded'>, response: HttpResponse): HttpResponse {
  if (!platform.seeded) return response
  const { date: _, ...headers } = response.headers
  return { ...response, headers }
}
