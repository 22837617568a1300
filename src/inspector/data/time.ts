import type { Lang } from '../../text/text.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** `14:03:07.120`; the date in front when it is not that of `now`. */
export function clockTime(iso: string, now: number, millis = true): string {
  const at = new Date(iso)
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
  const exact = millis ? `${time}.${String(at.getMilliseconds()).padStart(3, '0')}` : time
  return at.toDateString() === new Date(now).toDateString()
    ? exact
    : `${two(at.getMonth() + 1)}-${two(at.getDate())} ${exact}`
}

/** `2026-11-22 14:03:07 +08:00`. */
export function fullTime(iso: string): string {
  const at = new Date(iso)
  const offset = -at.getTimezoneOffset()
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())} ${zone}`
}

const UNITS = [
  [86_400, 'd', '天'],
  [3600, 'h', '小时'],
  [60, 'min', '分钟'],
  [1, 's', '秒'],
] as const

/** `2 h 30 min`: two units at most. */
export function duration(ms: number, lang: Lang): string {
  if (Math.abs(ms) < 1000) return lang === 'zh' ? `${Math.round(ms)} 毫秒` : `${Math.round(ms)} ms`
  let rest = Math.round(Math.abs(ms) / 1000)
  const words: string[] = []
  for (const [size, en, zh] of UNITS) {
    const count = Math.floor(rest / size)
    if (count === 0) continue
    if (words.length === 2) break
    words.push(`${count} ${lang === 'zh' ? zh : en}`)
    rest -= count * size
  }
  return words.join(' ')
}

export function relativeTime(iso: string, now: number, lang: Lang): string {
  const ms = now - Date.parse(iso)
  if (Math.abs(ms) < 1500) return lang === 'zh' ? '刚刚' : 'just now'
  const words = duration(ms, lang)
  if (ms < 0) return lang === 'zh' ? `${words}后` : `in ${words}`
  return lang === 'zh' ? `${words}前` : `${words} ago`
}

export function byteSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
