import type { EventRecord } from '../delivery/records.ts'
import { invalidValue } from '../errors/catalog/usage.ts'
import { parseDuration } from '../text/duration.ts'
import type { SandboxControl } from './control.ts'

/** How far back: a duration before now, or a point in time. Milliseconds since the epoch. Throws `invalid-value`. */
export function sinceTime(given: string): (now: number) => number {
  const back = parseDuration(given)
  if (back !== undefined) return (now) => now - back
  const time = /^\d{4}-\d\d-\d\d/.test(given) ? Date.parse(given) : NaN
  if (Number.isFinite(time)) return () => time
  const expected = {
    en: 'a duration such as 2h or a time such as 2026-07-01T12:00:00Z',
    zh: '时长（如 2h）或时间（如 2026-07-01T12:00:00Z）',
  }
  throw invalidValue({ name: '--since', value: given, expected })
}

export interface CaughtUp {
  /** Events of this time that nobody had acknowledged, each delivered once more. */
  readonly missed: number
  readonly acknowledged: number
}

/** Delivers what nobody acknowledged since then, oldest first, to where each connector's events are taken now. */
export async function catchUp(
  client: Pick<SandboxControl, 'events' | 'resend'>,
  since: number,
  ears: readonly { readonly connector: string; readonly url: string; wants(type: string): boolean }[],
): Promise<CaughtUp> {
  const missed = (await client.events()).filter((event) => Date.parse(event.at) >= since && !isDone(event)).toReversed()
  let count = 0
  let acknowledged = 0
  for (const event of missed) {
    const ear = ears.find((one) => one.connector === event.connector && one.wants(event.type))
    if (!ear) continue
    const deliveries = await client.resend(event.id, { url: ear.url })
    count += 1
    if (deliveries.some((delivery) => delivery.acknowledged)) acknowledged += 1
  }
  return { missed: count, acknowledged }
}

function isDone({ deliveries }: EventRecord): boolean {
  return deliveries.some(({ acknowledged }) => acknowledged)
}
