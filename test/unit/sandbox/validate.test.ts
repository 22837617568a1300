import { describe, it } from 'vitest'
import type { Json } from '../../../src/sdk/http.ts'
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
  const coerce = (schema: Readonly<Record<string, unknown>>, value: Json): Json =>
    schema['type'] === 'integer' ? Number(value) : value

  it('are put where the document says they belong, as the type that it gives them', ({ expect }) => {
    const sent = request('POST', 'http://127.0.0.1/', {}, { 'x-trace': '7' })
    const routed = { params: { id: '007', limit: '10', deep: 'true', app_id: 'not in the document' }, body: { a: 1 } }
    expect(splitInput({ coerce }, operation, routed, sent)).toEqual({
      path: { id: '007' },
      query: { limit: 10, deep: 'true' },
      headers: { 'X-Trace': '7' },
      body: { a: 1 },
    })
  })

  it('leave the body out where there is none', ({ expect }) => {
    const sent = request('POST', 'http://127.0.0.1/')
    const routed = { params: { limit: '10' }, body: null }
    expect(splitInput({}, operation, routed, sent)).toEqual({ path: {}, query: { limit: '10' }, headers: {} })
  })
})
