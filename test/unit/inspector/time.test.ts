import { describe, it } from 'vitest'
import { duration, relativeTime } from '../../../src/inspector/data/time.ts'

describe('times of the inspector', () => {
  it('are two units at most, in both languages', ({ expect }) => {
    expect(duration(35, 'en')).toBe('35 ms')
    expect(duration(240_000, 'en')).toBe('4 min')
    expect(duration(9_015_000, 'en')).toBe('2 h 30 min')
    expect(duration(54_000_000, 'zh')).toBe('15 小时')
    expect(duration(2_592_000_000, 'zh')).toBe('30 天')
  })

  it('tell what was and what is to come', ({ expect }) => {
    const now = Date.parse('2026-01-01T00:01:00Z')
    expect(relativeTime('2026-01-01T00:00:00Z', now, 'en')).toBe('1 min ago')
    expect(relativeTime('2026-01-01T00:02:00Z', now, 'zh')).toBe('1 分钟后')
    expect(relativeTime('2026-01-01T00:01:00Z', now, 'en')).toBe('just now')
  })
})
