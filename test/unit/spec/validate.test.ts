import { describe, expect, it } from 'vitest'
import type { Json } from '../../../src/sdk/http.ts'
import { validateInput, validateValue } from '../../../src/spec/validate.ts'
import { bodyOf, fixture, open, openValue } from '../../support/specs.ts'

const missing = { en: 'is missing', zh: '缺少必填值' }
const empty = { path: {}, query: {}, headers: {} }

async function problemsOf(schema: unknown, value: Json, schemas: Record<string, unknown> = {}, version?: string) {
  const document = await openValue(bodyOf(schema, schemas, version))
  const body = document.operation('op')?.body
  return validateValue(body?.schema ?? {}, value, 'body', document.resolve).map(
    ({ at, message }) => `${at} ${message.en}`,
  )
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

  it('names every member that would do where one of several is asked for', async () => {
    const schema = { type: 'object', anyOf: [{ required: ['trade_no'] }, { required: ['out_trade_no'] }] }
    expect(await problemsOf(schema, {})).toEqual(['/trade_no is missing; out_trade_no would do'])
    expect(await problemsOf(schema, { out_trade_no: 'T1' })).toEqual([])
    const more = { anyOf: [{ required: ['kind'] }, { required: ['type'], properties: { type: { const: 'a' } } }] }
    expect(await problemsOf(more, {})).toEqual(['/kind is missing'])
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

/** Every keyword that has words of its own, with a value that it refuses. */
const REFUSED: readonly (readonly [schema: unknown, value: Json, words: string])[] = [
  [{ type: 'object', required: ['name'] }, {}, '缺少必填值'],
  [{ type: 'integer' }, 'x', '应为整数，实际是文本'],
  [{ type: ['string', 'null'] }, true, '应为文本或 null，实际是布尔值'],
  [{ enum: ['a', 'b'] }, 'c', '只能取 "a"、"b" 之一'],
  [{ const: 'a' }, 'b', '只能是 "a"'],
  [{ type: 'string', pattern: '^a$' }, 'b', '与正则 ^a$ 不匹配'],
  [{ type: 'string', format: 'date' }, 'b', '不是合法的 date 格式'],
  [{ type: 'string', minLength: 3 }, '一二', '太短：现有 2 个字符，至少 3 个'],
  [{ type: 'string', maxLength: 1 }, '一二', '太长：现有 2 个字符，最多 1 个'],
  [{ type: 'number', minimum: 2 }, 1, '不能小于 2'],
  [{ type: 'number', maximum: 2 }, 3, '不能大于 2'],
  [{ type: 'number', exclusiveMinimum: 2 }, 2, '必须大于 2'],
  [{ type: 'number', exclusiveMaximum: 2 }, 2, '必须小于 2'],
  [{ type: 'number', multipleOf: 2 }, 3, '必须是 2 的倍数'],
  [{ type: 'array', minItems: 1 }, [], '元素太少，至少 1 个'],
  [{ type: 'array', maxItems: 1 }, [1, 2], '元素太多，最多 1 个'],
  [{ type: 'object', minProperties: 1 }, {}, '成员太少，至少 1 个'],
  [{ type: 'object', maxProperties: 0 }, { a: 1 }, '成员太多，最多 0 个'],
  [{ type: 'array', uniqueItems: true }, [1, 1], '含有重复的元素'],
  [{ type: 'object', additionalProperties: false }, { a: 1 }, '不是已知的成员'],
  [{ not: { type: 'string' } }, 'x', '是不允许的取值'],
  [{ type: 'object', dependentRequired: { a: ['b'] } }, { a: 1 }, '不满足 dependentRequired 的约束'],
]

describe('the problems of a value', () => {
  it.each(REFUSED)('are told in Chinese as well: %j', async (schema, value, words) => {
    const document = await openValue(bodyOf(schema))
    const body = document.operation('op')?.body
    const problems = validateValue(body?.schema ?? {}, value, 'body', document.resolve)
    expect(problems.map(({ message }) => message.zh)).toEqual([words])
    expect(problems[0]?.message.en).not.toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('validateInput', () => {
  it('checks parameters by place and reads text as the number it stands for', async () => {
    const document = await open(fixture('shop-3.0.yaml'))
    const operation = document.operation('orders.list')
    if (!operation) throw new TypeError('missing')
    expect(validateInput(operation, { ...empty, query: { limit: '5', state: 'open' } }, document.resolve)).toEqual([])
    expect(validateInput(operation, { ...empty, query: { limit: '500' } }, document.resolve)).toEqual([
      { place: 'query', at: '/limit', message: { en: 'must be at most 100', zh: '不能大于 100' } },
    ])
  })

  it('asks for what is required, but not for what only the platform may set', async () => {
    const document = await open(fixture('shop-3.0.yaml'))
    const create = document.operation('orders.create')
    const one = document.operation('get.orders.id')
    if (!create || !one) throw new TypeError('missing')
    expect(validateInput(create, empty, document.resolve)).toEqual([{ place: 'body', at: '', message: missing }])
    expect(validateInput(create, { ...empty, body: { amount: 1, state: 'open' } }, document.resolve)).toEqual([])
    expect(validateInput(one, empty, document.resolve)).toEqual([{ place: 'path', at: '/id', message: missing }])
  })
})
