import { type Schema as LibrarySchema, validate } from '@cfworker/json-schema'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../../src/sdk/http.ts'
import { createChecks, type Stance } from '../../../src/spec/check.ts'
import { createValidate, validateValue, validatorRules } from '../../../src/spec/validate.ts'

type Schema = Record<string, unknown>

const SMILE = '\u{1f600}'
const own = (name: string, value: Json) => JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`) as Json

/** Not written out: a literal `then` makes an object look like a promise. */
const when = (...parts: readonly unknown[]): Schema =>
  Object.fromEntries(['if', 'then', 'else'].slice(0, parts.length).map((key, at) => [key, parts[at]]))

const VALUES: readonly Json[] = [
  null, true, false, 0, -0, 1, 2, 3, -1, 0.3, 2.5, 4.35, 100, 2 ** 53, 1e300, Number.POSITIVE_INFINITY,
  '', 'a', 'ab', 'abc', 'abcd', SMILE, SMILE + SMILE, SMILE + SMILE + SMILE, '1', 'b1', '2025-02-28', '2025-02-29', 'ada@example.com',
  [], [1], [1, 1], [1, '1'], [1, 2, 3], ['a', 1, 'b'], [{ a: 1 }, { a: 1 }], [{ a: 1 }, { a: 2 }], [[1], [2], [1]], [null, null], [0, -0], ['a', 'b', 'c', 'd'],
  {}, { a: 1 }, { a: 'x' }, { b: 1 }, { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }, { id: 1, name: 'x' }, { name: 'x' }, { secret: 1 }, { 'x/y~z': 1 },
  { b1: 1 }, { a: { a: 1 } }, { a: { a: { a: 'x' } } }, own('__proto__', 1), own('constructor', 1), own('toString', 'a'),
] // prettier-ignore

const LEAVES: readonly (Schema | boolean)[] = [
  true, false, {}, ...['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'].map((type) => ({ type })),
  { type: ['string', 'null'] }, { type: ['integer', 'object'] }, { type: ['number', 'integer'] },
  { enum: ['a', 1, null, true] }, { enum: [[1], { a: 1 }, 0] }, { const: 'a' }, { const: { a: 1 } }, { const: [1] }, { const: null }, { const: 0 },
  { minLength: 2 }, { maxLength: 2 }, { minLength: 2, maxLength: 3 }, { minLength: 3, maxLength: 2 }, { maxLength: 0 },
  { pattern: '^a' }, { pattern: '^.$' }, { pattern: '(' }, { format: 'date' }, { format: 'email' }, { format: 'toString' }, { format: 'unheard-of' },
  { minimum: 1 }, { maximum: 1 }, { exclusiveMinimum: 1 }, { exclusiveMaximum: 1 }, { minimum: 1, maximum: 2.5 },
  { multipleOf: 2 }, { multipleOf: 0.1 }, { multipleOf: 0.05 }, { multipleOf: 1 },
  { minItems: 1 }, { maxItems: 1 }, { minItems: 2, maxItems: 3 }, { uniqueItems: true }, { uniqueItems: false },
  { items: { type: 'integer' } }, { items: false }, { prefixItems: [{ type: 'string' }, { type: 'integer' }] },
  { prefixItems: [{ type: 'string' }], items: { type: 'integer' } }, { prefixItems: [true], items: false }, { contains: { const: 1 } },
  { required: ['a'] }, { required: ['a', 'b'] }, { required: ['__proto__'] }, { required: ['toString'] }, { required: ['x/y~z'] },
  { minProperties: 1 }, { maxProperties: 1 }, { minProperties: 2, maxProperties: 2 }, { propertyNames: { maxLength: 1 } }, { propertyNames: { pattern: '^a' } },
  { properties: { a: { type: 'integer' } } }, { properties: { a: { type: 'integer' } }, additionalProperties: false }, { properties: { a: false } },
  { properties: { a: { properties: { a: { type: 'object' } } } }, additionalProperties: { type: 'string' } }, { additionalProperties: false },
  { properties: own('__proto__', { type: 'string' } as Json), additionalProperties: false }, { properties: { constructor: { type: 'string' } } },
  { patternProperties: { '^a': { type: 'integer' } }, additionalProperties: false }, { patternProperties: { 1: { type: 'string' }, b: true }, additionalProperties: false },
  { properties: { b1: { maximum: 0 } }, patternProperties: { b: true } }, { properties: { b1: true }, patternProperties: { b: { maximum: 0 } } },
  { dependentRequired: { a: ['b'] } }, { dependentSchemas: { a: { required: ['b'] } } }, { dependencies: { a: ['b'] } },
  { properties: { a: true }, unevaluatedProperties: false }, { allOf: [{ properties: { a: true } }], unevaluatedProperties: false }, { unevaluatedItems: false },
  { properties: { id: { readOnly: true }, secret: { writeOnly: true } }, required: ['id', 'secret', 'name'] },
  { properties: { id: { $ref: '#/given' } }, required: ['id', 'name'] }, { properties: { id: { $ref: '#/given' }, secret: { writeOnly: true } }, required: ['id'] },
  { $ref: '#/tree' }, { $ref: '#/itself' }, { $ref: '#/nowhere' }, { $ref: '#/itself', type: 'string' }, { $ref: '#/given', type: 'integer' },
  when({ type: 'integer' }, { minimum: 1 }, { type: 'object' }), when({ required: ['a'] }, { required: ['b'] }), { if: { minimum: 1 }, else: false },
  { __absolute_ref__: '#/given', $ref: '#/tree' },
] // prettier-ignore

const WRAPS: readonly ((one: Schema | boolean, other: Schema | boolean) => Schema | boolean)[] = [
  (one) => one,
  (one) => ({ not: one }),
  (one) => ({ not: { not: one } }),
  (one, other) => ({ allOf: [one, other] }),
  (one, other) => ({ anyOf: [one, other] }),
  (one, other) => ({ oneOf: [one, other] }),
  (one, other) => ({ oneOf: [{ allOf: [one] }, { not: other }, { type: 'null' }] }),
  (one, other) => ({ properties: { a: one, b: other } }),
  (one, other) => ({ items: one, additionalProperties: other }),
  (one, other) => when(one, other, { not: other }),
  (one, other) => ({ allOf: [{ anyOf: [one, false] }], type: ['object', 'array', 'string', 'number'], not: { allOf: [one, other] } }),
] // prettier-ignore

const INDEX: Readonly<Record<string, Schema>> = {
  '#/given': { type: 'integer', readOnly: true },
  '#/tree': { type: 'object', properties: { a: { $ref: '#/tree' } }, additionalProperties: false },
  '#/itself': { $ref: '#/itself' },
}
const resolve = (ref: string) => INDEX[ref]
const STANCES = ['body', 'answer', 'strict'] as const
const placeOf = (stance: Stance) => (stance === 'strict' ? 'path' : stance)

function* schemas() {
  for (const [index, one] of LEAVES.entries())
    for (const wrap of WRAPS) yield wrap(one, LEAVES[(index * 7 + 3) % LEAVES.length] ?? true)
}

/** What the validator says; undefined where it throws. */
function problems(schema: Schema | boolean, value: Json, stance: Stance) {
  try {
    return validateValue(schema, value, placeOf(stance), resolve)
  } catch {
    return undefined
  }
}

function verdict(work: () => boolean): boolean | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

describe('a check', () => {
  it.each(STANCES)('says of nothing that it fits when the validator complains (%s)', { timeout: 60_000 }, (stance) => {
    const checks = createChecks(resolve, validatorRules(resolve))
    const wrong: unknown[] = []
    const tally = { fits: 0, let: 0, undecided: 0 }
    for (const schema of schemas()) {
      const check = checks(schema, stance)
      for (const value of VALUES) {
        const said = problems(schema, value, stance)
        const yes = verdict(() => check(value))
        if (said?.length === 0) tally.fits += 1
        if (yes === undefined) tally.undecided += 1
        if (yes !== true) continue
        tally.let += 1
        if (said === undefined || said.length > 0) wrong.push({ schema, value, said })
      }
    }
    expect(wrong.slice(0, 3)).toEqual([])
    expect(tally.let).toBeGreaterThan(tally.fits * 0.8)
    expect(tally.undecided).toBeGreaterThan(0)
  })

  it('comes to the same verdict as the library wherever no exemption is made', { timeout: 60_000 }, () => {
    const checks = createChecks(resolve, validatorRules(resolve))
    const lookup: Record<string, LibrarySchema | boolean> = { ...INDEX, '#/itself': true, '#/nowhere': true }
    const wrong: unknown[] = []
    for (const schema of schemas()) {
      const check = checks(schema, 'strict')
      for (const value of VALUES) {
        const yes = verdict(() => check(value))
        if (yes === undefined) continue
        const { valid } = validate(value, schema as LibrarySchema, '2020-12', lookup, false)
        if (yes !== valid) wrong.push({ schema, value, valid })
      }
    }
    expect(wrong.slice(0, 3)).toEqual([])
  })
})

describe('the validator of a server', () => {
  it('says the same as the one that starts anew, word for word, the first time and later', () => {
    for (const one of LEAVES) {
      const again = createValidate(resolve)
      for (const value of VALUES) {
        const said = problems(one, value, 'body')
        if (said) expect(again(one, value, 'body')).toEqual(said)
        else expect(() => again(one, value, 'body')).toThrow()
      }
    }
  })

  it('does not ask a partner for what the platform gives, except where a choice hangs on it', () => {
    const member = { properties: { id: { readOnly: true }, name: {} }, required: ['id', 'name'] }
    const again = createValidate(() => undefined)
    const later = (rule: Schema, one: Json) => [again(rule, one, 'body'), again(rule, one, 'body')][1]
    expect(later(member, { name: 'x' })).toEqual([])
    expect(later({ allOf: [member] }, { name: 'x' })).toEqual([])
    expect(later(member, { id: 1 })).toHaveLength(1)
    expect(later({ not: member }, { name: 'x' })).toEqual([])
    expect(later({ not: member }, { name: 'x', id: 1 })).toHaveLength(1)
  })
})
