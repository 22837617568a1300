import { describe, expect, it } from 'vitest'
import { sampleOf } from '../../../src/spec/sample.ts'
import { bodyOf, openValue } from '../../support/specs.ts'

async function sample(schema: unknown, schemas: Record<string, unknown> = {}) {
  const document = await openValue(bodyOf(schema, schemas))
  return sampleOf(document.operation('op')?.body?.schema ?? {}, document.resolve)
}

describe('a sample', () => {
  it('is the document’s own example when that fits', async () => {
    expect(await sample({ type: 'object', example: { a: 1 } })).toEqual({ value: { a: 1 }, problems: [] })
    expect((await sample({ type: 'string', enum: ['x', 'y'] })).value).toBe('x')
    expect((await sample({ type: 'integer', default: 7 })).value).toBe(7)
  })

  it('is made from the schema when the example does not fit', async () => {
    const { value, problems } = await sample({
      type: 'object',
      example: { a: 'x' },
      required: ['a'],
      properties: { a: { type: 'integer', minimum: 3 } },
    })
    expect(value).toEqual({ a: 3 })
    expect(problems).toEqual([])
  })

  it.each([
    ['a pattern', { type: 'string', pattern: '^o_[0-9a-f]{4}$' }],
    ['a pattern with lengths', { type: 'string', pattern: '^[A-Za-z0-9]+$', minLength: 20, maxLength: 24 }],
    ['a format', { type: 'string', format: 'date-time' }],
    ['lengths', { type: 'string', minLength: 40, maxLength: 41 }],
    ['an open interval', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }],
    ['a multiple', { type: 'integer', minimum: 7, multipleOf: 5 }],
    ['unique items', { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'string' } }],
    [
      'allOf',
      {
        allOf: [
          { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
          { required: ['b'], properties: { b: { type: 'integer' } } },
        ],
      },
    ],
    [
      'a choice',
      {
        oneOf: [
          { type: 'object', required: ['nope'], properties: { nope: false } },
          { type: 'object', required: ['a'], properties: { a: { const: 'a' } } },
        ],
      },
    ],
    ['free members', { type: 'object', minProperties: 2, additionalProperties: { type: 'integer' } }],
  ])('fits %s', async (_, schema) => {
    expect((await sample(schema)).problems).toEqual([])
  })

  it('ends on cycles and leaves out what only a cycle could fill', async () => {
    const Tree = {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string' },
        parent: { $ref: '#/components/schemas/Tree' },
        kids: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
      },
    }
    const { value, problems } = await sample({ $ref: '#/components/schemas/Tree' }, { Tree })
    expect(problems).toEqual([])
    expect(value).toMatchObject({ name: 'text' })
  })

  it('names the branch in the discriminator', async () => {
    const schemas = {
      Cat: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' }, lives: { type: 'integer' } } },
    }
    const schema = {
      oneOf: [{ $ref: '#/components/schemas/Cat' }],
      discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
    }
    expect((await sample(schema, schemas)).value).toMatchObject({ kind: 'cat' })
  })

  it('is the same on every run', async () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string', format: 'uuid' }, b: { type: 'array', items: { type: 'number' } } },
    }
    expect(await sample(schema)).toEqual(await sample(schema))
  })

  it('says what is wrong when nothing can fit', async () => {
    const { problems } = await sample({
      allOf: [
        { type: 'string', enum: ['a'] },
        { type: 'string', enum: ['b'] },
      ],
    })
    expect(problems.length).toBeGreaterThan(0)
  })
})
