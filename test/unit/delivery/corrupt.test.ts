import { describe, it } from 'vitest'
import { corruptiblePaths, corruptRequest } from '../../../src/delivery/corrupt.ts'

const request = (body: string, type = 'application/json') => ({
  kind: 'request' as const,
  method: 'POST',
  url: new URL('http://127.0.0.1/'),
  headers: { 'content-type': type },
  body: Buffer.from(body),
})
const FORM = 'application/x-www-form-urlencoded; charset=utf-8'
const text = (given: { request: { body: Uint8Array } } | undefined) => Buffer.from(given?.request.body ?? '').toString()

describe('a corrupted message', () => {
  it('differs at the path that was named, and nowhere else', ({ expect }) => {
    const body = '{"id":"a1","resource":{"ciphertext":"AAAA","nonce":"n"},"list":[{"n":1}]}'
    const changed = corruptRequest(request(body), 'resource.ciphertext')
    expect(changed?.at).toBe('resource.ciphertext')
    expect(text(changed)).toBe(body.replace('AAAA', 'AAaA'))
    expect(text(corruptRequest(request(body), 'list.0.n'))).toBe(body.replace('"n":1', '"n":2'))
  })

  it('has another amount when nobody says where', ({ expect }) => {
    expect(text(corruptRequest(request('{"id":"x","total_amount":"88.88","subject":"Tea"}')))).toContain('"98.88"')
    const form = 'sign=abc&notify_id=1&total_amount=12.50&subject=%E8%8C%B6'
    expect(text(corruptRequest(request(form, FORM)))).toBe(form.replace('12.50', '22.50'))
  })

  it('leaves the signature of a form alone, and is one byte where nothing has a name', ({ expect }) => {
    expect(text(corruptRequest(request('sign=abc&x=1', FORM)))).toBe('sign=abc&x=2')
    expect(text(corruptRequest(request('<xml>1</xml>', 'text/xml')))).toBe('<xml>10/xml>')
    expect(corruptRequest(request(''))).toBeUndefined()
  })

  it('knows the paths that there are', ({ expect }) => {
    expect(corruptRequest(request('{"a":{"b":1}}'), 'a.c')).toBeUndefined()
    expect(corruptiblePaths(request('{"a":{"b":1},"c":[true]}'))).toEqual(['a.b', 'c.0'])
  })
})
