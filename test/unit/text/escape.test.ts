import { describe, expect, it } from 'vitest'
import { escapeControls, escapeLine } from '../../../src/text/escape.ts'

describe('escapeControls', () => {
  it('shows what could drive the terminal', () => {
    expect(escapeControls('\u001b[2J\u0007\r\u009b\u202e\u200b\u2028\u061c\u007f')).toBe(
      '␛[2J␇␍\\u009b\\u202e\\u200b\\u2028\\u061c\\u007f',
    )
  })

  it('leaves texts of every script as they are, with their line breaks', () => {
    const text = '支付宝\n\tनमस्ते می\u200cخواهم 👨\u200d👩\u200d👧'
    expect(escapeControls(text)).toBe(text)
  })

  it('leaves JSON the same document', () => {
    const value = { text: 'a\u009b\u202e\udb40\udc41\u2028\n\u001b' }
    expect(JSON.parse(escapeControls(JSON.stringify(value, null, 2)))).toEqual(value)
  })
})

it('escapeLine keeps a text on its line', () => {
  expect(escapeLine('ok\n\tforged')).toBe('ok␊␉forged')
})
