import { describe, expect, it } from 'vitest'
import { diffInputs, visible } from '../../../src/signing/diff.ts'

const input = (...parts: [string, string][]) => ({
  text: parts.map(([name, value]) => `${name}=${value}`).join('&'),
  parts,
})

describe('difference of two signing inputs', () => {
  it('names the first part that differs and the character', () => {
    const diff = diffInputs(input(['a', '1'], ['body', '{"x":1}']), input(['a', '1'], ['body', '{"x": 1}']))
    expect(diff).toMatchObject({ part: 'body', index: 2, count: 2, at: 5, ours: '{"x":1}', theirs: '{"x": 1}' })
  })
  it('sees a part that only one side has', () => {
    expect(diffInputs(input(['a', '1'], ['b', '']), input(['a', '1']))).toMatchObject({
      part: 'b',
      ours: '',
      theirs: undefined,
    })
  })
  it('sees another order of the same parts', () => {
    expect(diffInputs(input(['a', '1'], ['b', '2']), input(['b', '2'], ['a', '1']))).toMatchObject({
      part: 'order',
      index: 1,
    })
  })
  it('says nothing where both signed the same', () => {
    expect(diffInputs(input(['a', '1']), input(['a', '1']))).toBeUndefined()
  })
  it('makes white space visible where it hides', () => {
    expect(visible('a \n b\u200b')).toBe('a·␊·b⟨U+200B⟩')
  })
})
