import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildConnector } from '../../src/registry/build.ts'
import { loadConnector } from '../../src/registry/load.ts'
import type { HttpRequest, Json, OperationInput } from '../../src/sdk/index.ts'
import { newMerchant, wechatPay } from '../support/wechat-pay.ts'

const SOURCE = new URL('../../src/connectors/wechat-pay', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'integ-wechat-pay-'))
await buildConnector(SOURCE, folder)
// The document is what is looked at here; the code comes from its sources.
writeFileSync(join(folder, 'module.cjs'), 'module.exports = () => ({})\n')
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
const connector = await loadConnector(folder)
const merchant = await newMerchant()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const operations = connector.operations().map(({ id }) => connector.operation(id)!)
const simulator = wechatPay.simulator!
const rest = wechatPay.rest!(connector.protocols['rest']!)

describe.each(operations)('the operation $id', (operation) => {
  it('has an example that fits its schema', () => {
    const placed = (place: string) =>
      Object.fromEntries(
        operation.parameters
          .filter((one) => one.required && one.in === place)
          .map((one) => [one.name, connector.sample(one.schema)]),
      )
    const body = operation.body?.example ?? (operation.body ? connector.sample(operation.body.schema) : undefined)
    const given = { path: placed('path'), query: placed('query'), headers: {}, ...(body === undefined ? {} : { body }) }
    expect(connector.validateInput(operation, given)).toEqual([])
  })

  it('is played by a handler, emits known events, and fills in what the profile knows', () => {
    expect(simulator.handlers[operation.id]).toBeTypeOf('function')
    expect(connector.events().map(({ id }) => id)).toEqual(expect.arrayContaining([...operation.emits]))
    const names = [...(operation.parameters.map(({ name }) => name)), ...(operation.body ? (connector.bodyProperties(operation.body.schema) ?? []) : [])] // prettier-ignore
    const filled = Object.entries((operation.extensions['credential'] ?? {}) as Record<string, string>)
    expect(filled.every(([name, field]) => names.includes(name) && field in merchant)).toBe(true)
  })
})

describe('the document', () => {
  it('has every operation that the simulator plays, and no other', () => {
    expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(simulator.handlers).sort())
  })

  it.each(connector.events())('reads the event $id back from its encrypted form', (event) => {
    const scheme = wechatPay.webhooks![event.scheme]!
    const stamp = { timestamp: 1_782_878_400, nonce: 'n'.repeat(32) }
    const wrapped = scheme.wrap({ type: event.id, id: '1', payload: event.example }, new URL('http://127.0.0.1/'), merchant, stamp) // prettier-ignore
    expect(connector.validate(event.payload, event.example, 'payload')).toEqual([])
    expect(scheme.unwrap(wrapped, merchant)).toMatchObject({ type: event.id, payload: event.example })
    const envelope = JSON.parse(Buffer.from(wrapped.body).toString()) as Record<string, unknown>
    expect(`wechat-pay.${String(envelope['event_type']).toLowerCase()}`).toBe(event.id.replace(/\.(partner|combine)\./, '.')) // prettier-ignore
  })

  it('repeats a notification fifteen times within a day and four minutes', () => {
    const { retries, timeoutSeconds } = wechatPay.webhooks!['wechatNotify']!
    expect([retries.length, retries.reduce((sum, one) => sum + one, 0), timeoutSeconds]).toEqual([15, 86_640, 5])
  })

  it('has a scenario for every event that somebody can bring about', () => {
    const without = connector.events().map(({ id }) => id).filter((id) => !connector.scenarios().includes(id)) // prettier-ignore
    expect(without).toEqual(['wechat-pay.mchtransfer.batch.closed'])
  })
})

const POST = { method: 'POST', url: new URL('http://127.0.0.1/v3/pay/transactions/native') }
const bare: HttpRequest = { kind: 'request', ...POST, headers: {}, body: new Uint8Array() }

describe('the catalogue', () => {
  const all = connector.explanations()
  const errors = all.filter(({ category }) => category !== 'fail_reason')

  it.each(errors)('can have $code as a fault, in the shape of the platform', ({ code, text, category }) => {
    const operation = connector.operation('wechat-pay.transactions.native')
    const more = { ...(text === undefined ? {} : { text }), ...(category === undefined ? {} : { category }) }
    const answer = simulator.refuse!({ kind: 'fault', code, ...more }, bare, operation)
    const response = rest.answer(operation, answer, bare)
    expect(response.status).toBe(Number(category))
    expect(answer.signed !== false).toBe(response.status === 202)
    const decoded = wechatPay.decodeError!(response, operation)
    expect(decoded).toMatchObject({ code: code.split('#')[0] })
    expect(JSON.parse(Buffer.from(response.body).toString())).toMatchObject({ message: text })
    // Each message leads back to its own entry.
    if (code.includes('#') && code !== 'SIGN_ERROR#signature') expect(decoded?.entry).toBe(code)
    expect(connector.explanation(decoded?.entry ?? decoded?.code ?? '')).toBeDefined()
  })

  it('says everything in both languages, with a source', () => {
    for (const { code, title, cause, fixes, source } of all) {
      expect([code, title.en, title.zh, cause.en, cause.zh, source].every(Boolean)).toBe(true)
      expect(fixes.length).toBeGreaterThan(0)
    }
    expect(errors.length + 8).toBe(all.length)
  })
})

describe('the protocol', () => {
  const transfers = connector.operation('wechat-pay.batches.create')!
  const detail = (name: string) => ({ out_detail_no: 'D1', transfer_amount: 1, transfer_remark: 'x', openid: 'o', user_name: name }) // prettier-ignore
  const input = (body: Json): OperationInput => ({ path: {}, query: {}, headers: {}, body })
  const base = new URL('http://127.0.0.1:1')

  it('encrypts what the document marks, and says with which key', () => {
    const request = rest.request(transfers, input({ transfer_detail_list: [detail('张三')] }), base, merchant)
    const sent = JSON.parse(Buffer.from(request.body).toString()) as { transfer_detail_list: { user_name: string }[] }
    expect(sent.transfer_detail_list[0]?.user_name).toMatch(/^[A-Za-z0-9+/]{342}==$/)
    expect(request.headers['wechatpay-serial']).toBe(merchant['public_key_id'])
    const { public_key_id: _id, public_key: _key, ...byCertificate } = merchant
    const serial = rest.request(transfers, input({ transfer_detail_list: [detail('x')] }), base, byCertificate)
    expect(serial.headers['wechatpay-serial']).toMatch(/^[0-9A-F]{40}$/)
    const plain = rest.request(connector.operation('wechat-pay.certificates.list')!, { path: {}, query: {}, headers: {} }, base, byCertificate) // prettier-ignore
    expect(plain.headers['wechatpay-serial']).toBeUndefined()
  })

  it('leaves what is no path of APIv3 to others', () => {
    expect(rest.route({ ...bare, url: new URL('http://127.0.0.1/wxpay/bizpayurl') })).toBeUndefined()
    expect(rest.route(bare)?.operationId).toBe('wechat-pay.transactions.native')
    expect(rest.route({ ...bare, method: 'DELETE' })?.operationId).toBe('wrong-method')
    expect(rest.route({ ...bare, url: new URL('http://127.0.0.1/v3/x') })?.operationId).toBe('unknown-path')
  })
})
