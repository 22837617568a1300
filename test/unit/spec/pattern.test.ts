import { describe, expect, it } from 'vitest'
import { safePattern } from '../../../src/spec/pattern.ts'
import { samplePattern } from '../../../src/spec/sample-pattern.ts'

describe('safePattern', () => {
  it.each(['^[a-z]+$', '^\\d{4}-\\d{2}$', '^(?:[a-z]+\\.)?[a-z]+$', '^(\\.[a-z]+)*$', '^(foo|bar)+$'])(
    'keeps %s',
    (pattern) => {
      expect(safePattern(pattern)).toBe(pattern)
    },
  )

  it('takes out escapes that only the `u` flag forbids', () => {
    expect(safePattern('^[\\w\\_\\@-]+$')).toBe('^[\\w_@-]+$')
    expect(safePattern('^a\\"b$')).toBe('^a"b$')
    expect(new RegExp(safePattern('^[\\w-.]+$') ?? '', 'u').test('a-b.c')).toBe(true)
  })

  it.each(['^(a+)+$', '^(\\w+\\s?)*$', '(a|a)*', '(.*)*x', '^([a-z]+)*$', '(a|ab)*c'])(
    'refuses %s, which can take for ever',
    (pattern) => {
      expect(safePattern(pattern)).toBeUndefined()
    },
  )

  it.each(['(?i)abc', '[[:alpha:]]+(', '*'])('refuses %s, which JavaScript does not know', (pattern) => {
    expect(safePattern(pattern)).toBeUndefined()
  })
})

describe('samplePattern', () => {
  it.each([
    ['^o_[0-9a-f]{4}$', 0, 99],
    ['^[A-Z]{2}\\d{2}(?:-\\d+)?$', 0, 99],
    ['^(foo|bar)$', 0, 99],
    ['^[^\\s]{3,}$', 10, 12],
    ['^\\+?[1-9]\\d{1,14}$', 0, 99],
    ['^\\p{L}+$', 5, 8],
  ])('makes a text for %s', (pattern, least, most) => {
    const text = samplePattern(pattern, least, most) ?? ''
    expect(text).toMatch(new RegExp(pattern, 'u'))
    expect(text.length).toBeGreaterThanOrEqual(least)
    expect(text.length).toBeLessThanOrEqual(most)
  })

  it('gives up on what it does not understand', () => {
    expect(samplePattern('^(a)\\1$', 0, 99)).toBeUndefined()
  })
})
