import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseItems } from '../../../src/call/items.ts'
import { tempDir } from '../../support/temp-dir.ts'

const values = (...items: string[]) => JSON.parse(JSON.stringify(parseItems(items, '/').values)) as unknown

describe('items of a call', () => {
  it('takes texts, JSON, query parameters and headers apart', () => {
    const items = parseItems(['out_trade_no=T1', 'count:=3', 'page==2', 'X-Trace:abc: d'], '/')
    expect({ ...items.values }).toEqual({ out_trade_no: 'T1', count: 3 })
    expect(items.query).toEqual({ page: '2' })
    expect(items.headers).toEqual({ 'x-trace': 'abc: d' })
  })

  it('keeps everything behind the first separator', () => {
    expect(values('note=a=b:c@d', 'url=https://x.example/?a=1')).toEqual({
      note: 'a=b:c@d',
      url: 'https://x.example/?a=1',
    })
  })

  it('nests by dots and brackets', () => {
    expect(values('goods[0].id=1', 'goods[0].name=Tea', 'tags[]=a', 'tags[]=b', 'a.b.c=1')).toEqual({
      goods: [{ id: '1', name: 'Tea' }],
      tags: ['a', 'b'],
      a: { b: { c: '1' } },
    })
  })

  it('keeps an escaped dot in the name', () => {
    expect(values(String.raw`a\.b=1`)).toEqual({ 'a.b': '1' })
  })

  it('reads a value from a file', () => {
    const folder = tempDir()
    writeFileSync(join(folder, 'cert.txt'), 'content')
    expect(parseItems(['cert=@cert.txt'], folder).values['cert']).toBe('content')
  })

  it.each(['__proto__.x=1', 'a.constructor.prototype.x=1', 'a[__proto__]=1'])(
    'refuses %s and pollutes nothing',
    (item) => {
      expect(() => parseItems([item], '/')).toThrow(expect.objectContaining({ code: 'bad-item' }))
      expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    },
  )

  it.each(['nonsense', 'a:=not json', 'Bad Header:1', 'list[x]=1', 'x=@/does/not/exist'])(
    'names the item that cannot be read: %s',
    (item) => {
      const list = item.startsWith('list') ? ['list[]=0', item] : [item]
      expect(() => parseItems(list, '/')).toThrow(expect.objectContaining({ category: 'usage' }))
    },
  )
})
