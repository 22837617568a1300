import { failureWords } from '../../delivery/failure-words.ts'
import { lastDeliveries } from '../../delivery/last-deliveries.ts'
import type { DeliveryRecord, EventRecord } from '../../delivery/records.ts'
import type { Text } from '../../text/text.ts'
import { Badge, type Tone } from '../parts/badges.tsx'

/** How the delivery of an event stands. */
export type Outcome = 'acknowledged' | 'retrying' | 'failed' | 'waiting' | 'nowhere'

/** Each address counts by its last attempt; the worst of them is the event's. */
export function outcomeOf(event: EventRecord): Outcome {
  if (event.deliveries.length === 0) return event.dueAt !== undefined ? 'waiting' : 'nowhere'
  const all = lastDeliveries(event)
  if (all.every((one) => one.acknowledged)) return 'acknowledged'
  return all.some((one) => one.nextAttemptAt !== undefined) ? 'retrying' : 'failed'
}

const WORDS: Readonly<Record<Outcome, readonly [Tone, Text]>> = {
  acknowledged: ['good', { en: 'acknowledged', zh: '已确认' }],
  retrying: ['warn', { en: 'to be tried again', zh: '等待重试' }],
  failed: ['bad', { en: 'not acknowledged', zh: '未确认' }],
  waiting: ['mute', { en: 'due later', zh: '稍后发送' }],
  nowhere: ['mute', { en: 'nowhere to send', zh: '无处投递' }],
}

export function OutcomeBadge({ outcome, t }: { readonly outcome: Outcome; readonly t: (text: Text) => string }) {
  const [tone, words] = WORDS[outcome]
  return <Badge tone={tone}>{t(words)}</Badge>
}

/** What came back from one attempt, in words. */
export function answerWords({ response, error, acknowledged }: DeliveryRecord, t: (text: Text) => string): string {
  if (error !== undefined) return t(failureWords(error))
  if (acknowledged) return t({ en: 'acknowledged', zh: '已确认' })
  return response
    ? t({ en: 'answered, not acknowledged', zh: '已应答，但未确认' })
    : t({ en: 'not acknowledged', zh: '未确认' })
}
