import { parseBeijing } from '../../beijing-time.ts'

const DAY = 24 * 60 * 60_000

/** A day or a month in Beijing; `ready` is when its bill is there. */
export interface Period {
  readonly name: string
  readonly from: number
  readonly until: number
  readonly ready: number
}

/** The bill of a day is there about nine o'clock the next day, that of a month on the third of the next [LIVE]. */
const DAY_READY_MS = 9 * 60 * 60_000
const MONTH_READY_MS = 2 * DAY + DAY_READY_MS

/** `yyyy-MM-dd` or `yyyy-MM`; undefined for anything else. */
export function periodOf(text: string): Period | undefined {
  const name = text.replaceAll('-', '')
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const from = parseBeijing(`${text} 00:00:00`)
    return from === undefined ? undefined : { name, from, until: from + DAY, ready: from + DAY + DAY_READY_MS }
  }
  const from = /^\d{4}-\d{2}$/.test(text) ? parseBeijing(`${text}-01 00:00:00`) : undefined
  if (from === undefined) return undefined
  const [year = 0, month = 0] = text.split('-').map(Number)
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
  const until = parseBeijing(`${next}-01 00:00:00`) ?? from
  return { name, from, until, ready: until + MONTH_READY_MS }
}
