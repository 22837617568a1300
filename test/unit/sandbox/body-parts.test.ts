import { expect, test } from 'vitest'
import { hasTooManyParts } from '../../../src/sandbox/body-parts.ts'

const of = (type: string, text: string) => ({ headers: { 'content-type': type }, body: Buffer.from(text) })

test.each([
  ['application/x-www-form-urlencoded; charset=utf-8', 'a=1&'],
  ['multipart/form-data; boundary=x', '\r\n--x\r\n\r\n1'],
  ['application/json', '1,'],
  ['application/problem+json', '"a":1,'],
])('a body of %s in too many pieces is known before it is read', (type, piece) => {
  expect(hasTooManyParts(of(type, piece.repeat(100_001)))).toBe(true)
  expect(hasTooManyParts(of(type, piece.repeat(1000)))).toBe(false)
})

test('a large file is not counted, and neither is a large text in one piece', () => {
  expect(hasTooManyParts(of('application/octet-stream', '&,'.repeat(50_000)))).toBe(false)
  expect(hasTooManyParts(of('application/json', JSON.stringify({ text: 'x'.repeat(1_000_000) })))).toBe(false)
})

test('a body without a type is taken for a form', () => {
  expect(hasTooManyParts({ headers: {}, body: Buffer.from('a=1&'.repeat(30_000)) })).toBe(true)
})
