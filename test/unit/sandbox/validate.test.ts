import { describe, it } from 'vitest'
import type { Operation, Parameter } from '../../../src/sdk/operation.ts'
import { splitInput } from '../../../src/sandbox/validate.ts'
import { OPERATIONS } from './toy-connector.ts'
import { request } from './toy-sandbox.ts'

const parameter = (name: string, place: Parameter['in'], type: string): Parameter => ({
  name,
  in: place,
  required: true,
  schema: { type },
})
const operation: Operation = {
  ...(OPERATIONS[0] as Operation),
  parameters: [
    parameter('id', 'path', 'string'),
    parameter('limit', 'query', 'integer'),
    parameter('deep', 'query', 'boolean'),
    parameter('X-Trace', 'header', 'string'),
  ],
}

describe('the values of a routed call', () => {
  it('are put where the document says they belong, as the type that it gives them', ({ expect }) => {
    const sent = request('POST', 'http://127.0.0.1/', {}, { 'x-trace': '7' })
    const routed = { params: { id: '007', limit: '10', deep: 'true', app_id: 'not in the document' }, body: { a: 1 } }
    expect(splitInput(operation, routed, sent)).toEqual({
      path: { id: '007' },
      query: { limit: 10, deep: true },
      headers: { 'X-Trace': '7' },
      body: { a: 1 },
    })
  })

  it('stay text where the text is not of that type, so that the schema can say so', ({ expect }) => {
    const sent = request('POST', 'http://127.0.0.1/')
    expect(splitInput(operation, { params: { limit: 'ten', deep: 'yes' }, body: null }, sent)).toEqual({
      path: {},
      query: { limit: 'ten', deep: 'yes' },
      headers: {},
    })
  })
})
