import { describe, expect, it } from 'vitest'
import { fromCredential } from '../../../src/call/from-credential.ts'
import type { Json } from '../../../src/sdk/http.ts'
import type { Operation, OperationInput } from '../../../src/sdk/operation.ts'

const operation = (credential: Json): Operation => ({
  id: 'x.y',
  method: 'POST',
  path: '/',
  summary: '',
  tags: [],
  auth: [],
  parameters: [{ name: 'mchid', in: 'query', required: true, schema: {} }],
  responses: {},
  emits: [],
  writes: true,
  extensions: { credential },
})
const placed = (more: Partial<OperationInput>): OperationInput => ({ path: {}, query: {}, headers: {}, ...more })
const profile = { mchid: '1900', appid: 'wx1', empty: '' }

describe('values that the profile knows', () => {
  it('are filled in where the call leaves them out', () => {
    const given = fromCredential(placed({ body: { a: 1 } }), operation({ mchid: 'mchid', sp_appid: 'appid' }), profile)
    expect(given).toMatchObject({ query: { mchid: '1900' }, body: { a: 1, sp_appid: 'wx1' } })
  })

  it('do not replace what the call says', () => {
    const given = placed({ query: { mchid: '2' }, body: { appid: 'wx2' } })
    expect(fromCredential(given, operation({ mchid: 'mchid', appid: 'appid' }), profile)).toEqual(given)
  })

  it('are left out where the profile has none, or the operation does not ask', () => {
    const given = placed({ body: {} })
    expect(fromCredential(given, operation({ other: 'empty', more: 'absent' }), profile)).toEqual(given)
    expect(fromCredential(given, operation(null), profile)).toBe(given)
  })
})
