import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { SUB_CODES } from '../../../src/connectors/alipay/simulator/codes.ts'
import { buildConnector } from '../../../src/registry/build.ts'
import { loadConnector } from '../../../src/registry/load.ts'
import type { Json } from '../../../src/sdk/index.ts'
import { auth, CERTIFIED, connector as module, openSandbox, ORDER, simulator } from './bench.ts'

const SOURCE = new URL('../../../src/connectors/alipay', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'integ-alipay-'))
await buildConnector(SOURCE, folder)
// The document is what is looked at here; the code comes from its sources.
writeFileSync(join(folder, 'module.cjs'), 'module.exports = () => ({})\n')
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
const connector = await loadConnector(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const operations = connector.operations().map(({ id }) => connector.operation(id)!)
const events = connector.events()
const input = (body: Json) => ({ path: {}, query: {}, headers: {}, body })

describe.each(operations)('the operation $id', (operation) => {
  it('has an example that fits its schema', () => {
    const examples = operation.parameters
      .filter((one) => one.required)
      .map((one) => [one.name, one.in, connector.sample(one.schema)] as const)
    const placed = (place: string) =>
      Object.fromEntries(examples.flatMap(([name, at, value]) => (at === place ? [[name, value]] : [])))
    const body = operation.body?.example ?? (operation.body ? connector.sample(operation.body.schema) : undefined)
    const given = { path: placed('path'), query: placed('query'), headers: {}, ...(body === undefined ? {} : { body }) }
    expect(connector.validateInput(operation, given)).toEqual([])
  })

  it('has an answer whose example fits its schema, or is a page', () => {
    const { schema, example } = operation.responses['200']!
    if (operation.browser) return expect(operation.responses['200']!.mediaType).toBe('text/html')
    expect(example).toBeDefined()
    expect(connector.validate(schema!, example!, 'answer')).toEqual([])
  })

  it('is carried by a protocol, proven by a scheme, played by a handler, and emits known events', () => {
    expect(Object.keys(module.protocols!)).toContain(operation.protocol)
    // Both protocols, or v2 alone for what v3 has not.
    expect(operation.auth.map((name) => module.auth![name]?.id)).toEqual(expect.arrayContaining([auth.id]))
    expect(operation.browser === true ? operation.auth : ['alipayRsa2', 'alipayV3']).toEqual(operation.auth)
    expect(simulator.handlers[operation.id]).toBeTypeOf('function')
    expect(events.map(({ id }) => id)).toEqual(expect.arrayContaining([...operation.emits]))
  })
})

describe('the document', () => {
  it('has every operation that the simulator plays, and no other', () => {
    expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(simulator.handlers).sort())
  })

  it('tells reading from writing, and the page from the calls', () => {
    const reading = operations.filter(({ writes }) => !writes).map(({ id }) => id)
    expect(reading).toEqual(
      expect.arrayContaining(['alipay.trade.query', 'alipay.user.info.share', 'alipay.fund.trans.common.query']),
    )
    expect(reading.filter((id) => /\.(create|pay|refund|transfer|cancel|close)$/.test(id))).toEqual([])
    expect(operations.filter(({ browser }) => browser).map(({ id }) => id)).toEqual([
      'alipay.trade.page.pay',
      'alipay.trade.wap.pay',
      'alipay.trade.app.pay',
    ])
  })

  it.each([
    ['alipay.trade.precreate', { ...ORDER, subject: 'a/b' }],
    ['alipay.trade.precreate', { ...ORDER, subject: 'x'.repeat(257) }],
    ['alipay.trade.precreate', { ...ORDER, out_trade_no: 'T-1' }],
    ['alipay.trade.precreate', { ...ORDER, out_trade_no: 'T'.repeat(65) }],
    ['alipay.trade.precreate', { ...ORDER, total_amount: '1.234' }],
    ['alipay.trade.precreate', { ...ORDER, total_amount: undefined }],
    ['alipay.trade.precreate', { ...ORDER, timeout_express: '1.5h' }],
    ['alipay.trade.precreate', { ...ORDER, goods_detail: [{ goods_id: '1' }] }],
    ['alipay.trade.create', ORDER],
    ['alipay.trade.pay', { ...ORDER, auth_code: '28', scene: 'wave' }],
    ['alipay.trade.query', {}],
    ['alipay.trade.refund', { out_trade_no: 'T1' }],
    ['alipay.trade.fastpay.refund.query', { out_trade_no: 'T1' }],
    ['alipay.trade.page.pay', { ...ORDER, product_code: 'JSAPI_PAY' }],
  ])('refuses for %s %j', (id, body) => {
    const plain = JSON.parse(JSON.stringify(body)) as Json
    expect(connector.validateInput(connector.operation(id)!, input(plain))).not.toEqual([])
  })
})

describe.each(events)('the event $id', (event) => {
  it('has a scheme, and an example that fits its schema', () => {
    expect(module.webhooks![event.scheme]).toBeDefined()
    expect(connector.validate(event.payload, event.example, 'payload')).toEqual([])
  })

  it('is read back as itself from the form of its example', () => {
    const scheme = module.webhooks![event.scheme]!
    const credential = { app_id: '9021000000000001' }
    const request = scheme.wrap(
      { type: event.id, id: '1', payload: event.example },
      new URL('http://127.0.0.1/'),
      credential,
      { timestamp: 0, nonce: '' },
    )
    expect(scheme.unwrap(request, credential)).toMatchObject({ type: event.id, payload: event.example })
  })
})

describe.each(connector.scenarios())('the scenario %s', (id) => {
  it('plays on the sandbox, with answers that fit the document, and emits what it says', () => {
    const scenario = connector.scenario(id)!
    const sandbox = openSandbox()
    const results: Record<string, Record<string, string>> = {}
    const fill = (value: Json): Json => {
      if (typeof value !== 'string') return value
      return value
        .replace('${random}', 'abc123abc123')
        .replace(/\$\{(\w+)\.(\w+)\}/g, (_, step: string, name: string) => results[step]![name]!)
    }
    for (const step of scenario.steps) {
      const params = Object.fromEntries(Object.entries(step.params).map(([name, value]) => [name, fill(value)]))
      if (step.action) {
        results[step.name] = sandbox.act(step.action.replace('alipay.', ''), params as Record<string, string>)
        continue
      }
      const operation = connector.operation(step.operation!)!
      expect(connector.validateInput(operation, input(params))).toEqual([])
      results[step.name] = sandbox.call(operation.id, params, {}, CERTIFIED)
      expect(results[step.name]!['code']).toBe('10000')
      expect(connector.validate(operation.responses['200']!.schema!, results[step.name]!, 'answer')).toEqual([])
    }
    expect(sandbox.emitted.map(({ type }) => type)).toEqual(scenario.emits)
    for (const { type, payload } of sandbox.emitted) {
      expect(connector.validate(connector.event(type)!.payload, payload, 'payload')).toEqual([])
    }
  })

  it('is named after an event', () => expect(events.map((event) => event.id)).toContain(id))
})

describe('the error catalogue', () => {
  const explanations = connector.explanations()

  it('knows every code that the simulator answers with, by the same text', () => {
    for (const [code, { text, code: category }] of Object.entries(SUB_CODES)) {
      const entry = connector.explanation(code) as { text?: string; category?: string } | undefined
      expect(entry, code).toBeDefined()
      expect(entry!.category, code).toBe(category)
      if (entry!.text) expect(entry!.text, code).toBe(text)
    }
  })

  it('knows the coarse codes', () => {
    for (const code of ['10000', '10003', '20000', '20001', '40001', '40002', '40003', '40004', '40005', '40006']) {
      expect(connector.explanation(code), code).toBeDefined()
    }
  })

  it.each(explanations)('says $code in both languages, with a fix and a source', ({ title, cause, fixes, source }) => {
    for (const text of [title, cause, ...fixes]) {
      expect(text.en).toMatch(/[a-z]/)
      expect(text.zh).toMatch(/\p{Script=Han}/u)
      // A label of the console may stand in brackets.
      expect(text.en.replace(/\([^)]*\)/g, '')).not.toMatch(/\p{Script=Han}/u)
    }
    expect(fixes.length).toBeGreaterThan(0)
    expect(source).toBeTruthy()
  })
})
