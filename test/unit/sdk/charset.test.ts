import { describe, expect, it } from 'vitest'
import { decode, encode, isKnown, ofContentType } from '../../../src/sdk/charset.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('a character set', () => {
  it.each([
    ['龙井茶 100%', 'c1fabeaeb2e82031303025'],
    ['€', '80'],
    ['丂', '8140'],
    ['￥，。', 'a3a4a3aca1a3'],
  ])('GBK writes %s as %s and reads it back', (text, bytes) => {
    expect(hex(encode(text, 'GBK'))).toBe(bytes)
    expect(decode(encode(text, 'gbk'), 'gb2312')).toBe(text)
  })

  it('reads back every character that it can write', () => {
    const all = Array.from({ length: 0x9fa5 - 0x4e00 + 1 }, (_, at) => String.fromCharCode(0x4e00 + at)).join('')
    expect(decode(encode(all, 'gbk'), 'gbk')).toBe(all)
  })

  it('writes a question mark for what it does not have', () => {
    expect(hex(encode('a😀b', 'gbk'))).toBe('613f62')
  })

  it('is UTF-8 for everything else', () => {
    expect(hex(encode('茶', 'utf-8'))).toBe('e88cb6')
    expect([isKnown('GBK'), isKnown('UTF8'), isKnown('latin1')]).toEqual([true, true, false])
  })

  it('is found in a content type', () => {
    expect(ofContentType('text/html; charset="GBK"')).toBe('GBK')
    expect(ofContentType('text/html')).toBeUndefined()
  })
})
