import fc from 'fast-check'
import { describe, it } from 'vitest'
import { layOut } from '../../../src/inspector/data/json-tokens.ts'

const shown = (source: string): string | undefined =>
  layOut(source)
    ?.map(({ text }) => text)
    .join('')

describe('JSON as the inspector lays it out', () => {
  it('keeps every digit and every escape as it was written', ({ expect }) => {
    expect(shown('{"id":9007199254740993,"e":1.50e3,"t":"\\u62ff \\/","a":[],"o":{}}')).toBe(
      '{\n  "id": 9007199254740993,\n  "e": 1.50e3,\n  "t": "\\u62ff \\/",\n  "a": [],\n  "o": {}\n}',
    )
    expect(layOut('{"a":1')).toBeUndefined()
  })

  it('changes nothing but white space', ({ expect }) => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(shown(JSON.stringify(value)) ?? '')).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})
