import type { DeliveryRecord, EventRecord } from '../delivery/records.ts'
import { corruptiblePaths, corruptRequest } from '../delivery/corrupt.ts'
import { recordedBytes } from '../delivery/records.ts'
import { corruptPathUnknown, neverSent, resendConflict } from '../errors/catalog/deliveries.ts'
import { invalidValue } from '../errors/catalog/usage.ts'
import { formatDuration } from '../text/duration.ts'
import { nearest } from '../text/nearest.ts'
import type { Manner } from './manner.ts'

/** One more delivery by hand, and how it differs from what the platform would send. */
export interface ResendWish {
  readonly url?: string
  /** Copies, all at the same time. */
  readonly times?: number
  /** Waits so long first, on the sandbox's clock. */
  readonly delayMs?: number
  /** The exact bytes of an earlier delivery: the last one that went out, or the one of this id. */
  readonly asSent?: true | string
  readonly corrupt?: true | string
  readonly wrongKey?: true
  readonly badSignature?: true
  readonly unsigned?: true
  /** Part of a row that is sent in another order than it came about. */
  readonly reordered?: true
}

const MAX_TIMES = 100

/** One manner per copy. Throws `resend-conflict`, `event-never-sent`, `corrupt-path-unknown`, `invalid-value`. */
export function mannersOf(event: EventRecord, wish: ResendWish): readonly Manner[] {
  const signing = [
    ...(wish.wrongKey ? ['--wrong-key'] : []),
    ...(wish.badSignature ? ['--bad-signature'] : []),
    ...(wish.unsigned ? ['--unsigned'] : []),
  ]
  const flags = [...(wish.asSent === undefined ? [] : ['--as-sent']), ...signing]
  if (flags.length > 1) throw resendConflict({ flags })
  const times = wish.times ?? 1
  if (!Number.isInteger(times) || times < 1 || times > MAX_TIMES)
    throw invalidValue({
      name: '--times',
      value: String(times),
      expected: { en: `a whole number from 1 to ${MAX_TIMES}`, zh: ` 1 到 ${MAX_TIMES} 之间的整数` },
    })
  const sent = wish.asSent === undefined ? undefined : earlier(event, wish.asSent)
  if (typeof wish.corrupt === 'string') assertPath(event, wish.corrupt)
  const notes = [
    ...(wish.reordered ? ['reordered'] : []),
    ...(wish.delayMs === undefined ? [] : [`delayed=${formatDuration(wish.delayMs)}`]),
  ]
  return Array.from({ length: times }, (_, copy) => ({
    notes: copy === 0 ? notes : [...notes, 'duplicate'],
    ...(sent ? { asSent: sent.request } : {}),
    ...(wish.corrupt === undefined ? {} : { corrupt: wish.corrupt }),
    ...(wish.wrongKey ? { wrongKey: true } : {}),
    ...(wish.badSignature ? { badSignature: true } : {}),
    ...(wish.unsigned ? { unsigned: true } : {}),
  }))
}

/** What the platform itself sent is preferred to what was altered on purpose. */
function earlier(event: EventRecord, wanted: true | string): DeliveryRecord {
  const went = event.deliveries.filter(({ request }) => request.body !== '' || Object.keys(request.headers).length > 0)
  const genuine = went.filter(({ altered = [] }) => altered.every((word) => word === 'duplicate' || word === 'drop'))
  const found =
    wanted === true ? (genuine.at(-1) ?? went.at(-1)) : went.find(({ id }) => id === wanted || id === `dlv_${wanted}`)
  if (!found) throw neverSent({ id: event.id, deliveries: went.map(({ id }) => id) })
  return found
}

/** Known as soon as the event was delivered once; before that, whatever is named is tried. */
function assertPath(event: EventRecord, path: string): void {
  const last = event.deliveries.at(-1)
  if (!last || last.request.body === '') return
  const { method, headers } = last.request
  const url = new URL('http://127.0.0.1/')
  const request = { kind: 'request', method, url, headers, body: recordedBytes(last.request) } as const
  if (corruptRequest(request, path)) return
  const known = corruptiblePaths(request)
  throw corruptPathUnknown({ path, known, nearest: nearest(path, known) })
}
