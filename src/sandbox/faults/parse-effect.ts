import { faultBroken, faultKindUnknown } from '../../errors/catalog/faults.ts'
import { parseDuration } from '../../text/duration.ts'
import { nearest } from '../../text/nearest.ts'
import type { Text } from '../../text/text.ts'
import type { Effect } from './effect.ts'
import { KINDS } from './kinds.ts'

const MAX_COPIES = 100
/** Longer than any client waits, short enough for a timer. */
const MAX_LATENCY_MS = 600_000
const MAX_LATE_MS = 400 * 86_400_000

/** `latency=2000`, `error=ACQ.SYSTEM_ERROR`, `reset`. Throws `fault-kind-unknown` or `fault-broken`. */
export function parseEffect(given: string): Effect {
  const at = given.indexOf('=')
  const kind = (at < 0 ? given : given.slice(0, at)).trim()
  const value = at < 0 ? undefined : given.slice(at + 1).trim()
  const known = KINDS.find((one) => one.kind === kind)
  if (!known) {
    const names = KINDS.map((one) => one.kind)
    throw faultKindUnknown({ kind, nearest: nearest(kind, names), known: names })
  }
  const example = known.example.split(' ')[0] ?? kind
  const refuse = (expected: Text) => faultBroken({ given, expected, example })
  if (known.value === '' && value !== undefined) throw refuse({ en: 'it takes no value', zh: '它不带取值' })
  if (known.value.startsWith('=') && !value) throw refuse({ en: 'it needs a value', zh: '缺少取值' })
  return read(known.kind, value, refuse)
}

function read(kind: Effect['kind'], value: string | undefined, refuse: (expected: Text) => Error): Effect {
  switch (kind) {
    case 'latency':
      return { kind, ...latency(value ?? '', refuse) }
    case 'status': {
      const status = Number(value)
      if (!Number.isInteger(status) || status < 400 || status > 599)
        throw refuse({ en: 'the status is a number from 400 to 599', zh: '状态码应为 400 到 599 之间的数字' })
      return { kind, status }
    }
    case 'error':
      return { kind, code: value ?? '' }
    case 'duplicate': {
      const copies = value === undefined || value === '' ? 2 : Number(value)
      if (!Number.isInteger(copies) || copies < 2 || copies > MAX_COPIES)
        throw refuse({
          en: `copies are a number from 2 to ${MAX_COPIES}`,
          zh: `份数应为 2 到 ${MAX_COPIES} 之间的数字`,
        })
      return { kind, copies }
    }
    case 'late': {
      const ms = parseDuration(value ?? '')
      if (ms === undefined || ms <= 0 || ms > MAX_LATE_MS)
        throw refuse({ en: 'the delay is a duration such as 30s or 2h', zh: '延时应写作 30s、2h 这样的时长' })
      return { kind, ms }
    }
    case 'corrupt':
      return { kind, ...(value === undefined || value === '' ? {} : { path: value }) }
    default:
      return { kind }
  }
}

function latency(value: string, refuse: (expected: Text) => Error): { from: number; to: number } {
  const [low = '', high] = value.split('-')
  const from = parseDuration(low, 1)
  const to = high === undefined ? from : parseDuration(high, 1)
  if (from === undefined || to === undefined || to < from || to > MAX_LATENCY_MS)
    throw refuse({
      en: 'the latency is milliseconds or a range, such as 2000, 2s or 500-3000, at most 10 minutes',
      zh: '延时应为毫秒数或范围，如 2000、2s、500-3000，最长 10 分钟',
    })
  return { from, to }
}
