import { describe, expect, it } from 'vitest'
import { formatParts, isMultipart, parseParts } from '../../../src/sdk/multipart.ts'

const PARTS = [
  { name: 'data', type: 'application/json', bytes: Buffer.from('{"a":"茶"}') },
  { name: 'file "1"', fileName: 'a\r\nb.bin', type: 'image/png', bytes: Buffer.from([0, 13, 10, 45, 45, 255]) },
  { name: 'empty', bytes: Buffer.from('') },
]

describe('multipart/form-data', () => {
  it('is read back byte for byte', () => {
    const { body, contentType } = formatParts(PARTS, 'xyz')
    expect(isMultipart(contentType)).toBe(true)
    const read = parseParts(body, contentType).map((part) => ({ ...part, bytes: Buffer.from(part.bytes) }))
    expect(read).toEqual(PARTS)
  })

  it('takes a quoted boundary, a preamble and an epilogue', () => {
    const text = 'hello\r\n--a b\r\ncontent-disposition: form-data; name="x"\r\n\r\n1\r\n--a b--\r\nbye'
    const [part, ...more] = parseParts(Buffer.from(text), 'multipart/form-data; boundary="a b"')
    expect([part?.name, Buffer.from(part?.bytes ?? []).toString()]).toEqual(['x', '1'])
    expect(more).toEqual([])
  })

  it('gives nothing for a body that is cut off or without a boundary', () => {
    const { body, contentType } = formatParts(PARTS, 'xyz')
    expect(parseParts(body.subarray(0, 40), contentType)).toEqual([])
    expect(parseParts(body, 'multipart/form-data')).toEqual([])
  })
})
