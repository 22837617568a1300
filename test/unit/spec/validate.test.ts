import { describe, expect, it } from 'vitest'
import type { Json } from '../../../src/sdk/http.ts'
import { validateInput, validateValue } from '../../../src/spec/validate.ts'
import { bodyOf, fixture, open, openValue } from '../../support/specs.ts'

const empty = { path: {}, query: {}, headers: {} }

async function problemsOf(schema: unknown, value: Json, schemas: Record<string, unknown> = {}, version?: string) {
  const document = await openValue(bodyOf(schema, schemas, version))
  const body = document.operation('op')?.body
  return validateValue(body?.schema ?? {}, value, 'body', document.resolve).map(({ at, message }) => `${at} ${message}`)
}

describe('validateValue', () => {
  it('says where, what is wanted and what is there', async () => {
    const schema = {
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: { type: 'string' },
        age: { type: 'integer', minimum: 18 },
        kind: { enum: ['a', 'b'] },
        code: { type: 'string', maxLength: 2 },
      },
    }
    expect(await problemsOf(schema, { age: 'x', kind: 'c', code: 'abc', other: 1 })).toEqual([
      '/name is missing',
      '/age must be a whole number, not a text',
      '/kind must be one of "a", "b"',
      '/code is too long: 3 characters, at most 2',
      '/other is not a known member',
    ])
    expect(await problemsOf(schema, { name: 'x', age: 3 })).toEqual(['/age must be at least 18'])
  })

  it('reports the branch of a choice that comes closest', async () => {
    const schema = {
      oneOf: [
        {
          type: 'object',
          required: ['kind', 'card'],
          properties: { kind: { const: 'card' }, card: { type: 'string' } },
        },
        {
          type: 'object',
          required: ['kind', 'iban'],
          properties: { kind: { const: 'bank' }, iban: { type: 'string', minLength: 5 } },
        },
        { type: 'string' },
      ],
    }
    expect(await problemsOf(schema, { kind: 'bank', iban: 'x' })).toEqual([
      '/iban is too short: 1 characters, at least 5',
    ])
    expect(await problemsOf(schema, { kind: 'card', card: 'x' })).toEqual([])
  })

  it('accepts a value that fits more than one branch of `oneOf`', async () => {
    expect(await problemsOf({ oneOf: [{ type: 'number' }, { type: 'integer' }] }, 1)).toEqual([])
  })

  it('follows cycles as deep as the value goes', async () => {
    const Tree = {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, kids: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
    }
    const value = { name: 'a', kids: [{ name: 'b', kids: [{ kids: [] }] }] }
    expect(await problemsOf({ $ref: '#/components/schemas/Tree' }, value, { Tree })).toEqual([
      '/kids/0/kids/0/name is missing',
    ])
  })

  it('ends on schemas that are themselves', async () => {
    expect(await problemsOf({ $ref: '#/components/schemas/A' }, 1, { A: { $ref: '#/components/schemas/A' } })).toEqual(
      [],
    )
    expect(
      await problemsOf({ $ref: '#/components/schemas/A' }, 1, { A: { allOf: [{ $ref: '#/components/schemas/A' }] } }),
    ).toEqual([])
  })

  it('reads a schema that doubles thirty times only where the value goes', async () => {
    const schemas: Record<string, unknown> = { A0: { type: 'string' } }
    for (let i = 1; i <= 30; i++) {
      const $ref = `#/components/schemas/A${i - 1}`
      schemas[`A${i}`] = { type: 'object', properties: { x: { $ref }, y: { $ref } } }
    }
    expect(await problemsOf({ $ref: '#/components/schemas/A30' }, { x: { y: 1 } }, schemas)).toEqual([
      '/x/y must be an object, not a number',
    ])
  })

  it('takes null where 3.0 or a document that says 3.1 has `nullable`', async () => {
    for (const version of ['3.0.3', '3.1.0']) {
      const A = { type: 'object' }
      expect(await problemsOf({ type: 'string', nullable: true, enum: ['a'] }, null, {}, version)).toEqual([])
      expect(
        await problemsOf({ allOf: [{ $ref: '#/components/schemas/A' }], nullable: true }, null, { A }, version),
      ).toEqual([])
      expect(await problemsOf({ type: 'string' }, null, {}, version)).toHaveLength(1)
    }
  })

  it('does not run a pattern that never ends, and says nothing of one it cannot run', async () => {
    const started = performance.now()
    expect(await problemsOf({ type: 'string', pattern: '^(a+)+$' }, `${'a'.repeat(40)}!`)).toEqual([])
    expect(await problemsOf({ type: 'string', pattern: '(?i)x' }, 'y')).toEqual([])
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('checks addresses of this machine as addresses', async () => {
    expect(await problemsOf({ type: 'string', format: 'url' }, 'http://127.0.0.1:8080/notify')).toEqual([])
    expect(await problemsOf({ type: 'string', format: 'url' }, 'nowhere')).toEqual([' is not a valid uri'])
  })
})

describe('validateInput', () => {
  it('checks parameters by place and reads text as the number it stands for', async () => {
    const document = await open(fixture('shop-3.0.yaml'))
    const operation = document.operation('orders.list')
    if (!operation) throw new TypeError('missing')
    expect(validateInput(operation, { ...empty, query: { limit: '5', state: 'open' } }, document.resolve)).toEqual([])
    expect(validateInput(operation, { ...empty, query: { limit: '500' } }, document.resolve)).toEqual([
      { place: 'query', at: '/limit', message: 'must be at most 100' },
    ])
  })

  it('asks for what is required, but not for what only the platform may set', async () => {
    const document = await open(fixture('shop-3.0.yaml'))
    const create = document.operation('orders.create')
    const one = document.operation('get.orders.id')
    if (!create || !one) throw new TypeError('missing')
    expect(validateInput(create, empty, document.resolve)).toEqual([{ place: 'body', at: '', message: 'is missing' }])
    expect(validateInput(create, { ...empty, body: { amount: 1, state: 'open' } }, document.resolve)).toEqual([])
    expect(validateInput(one, empty, document.resolve)).toEqual([{ place: 'path', at: '/id', message: 'is missing' }])
  })
})
