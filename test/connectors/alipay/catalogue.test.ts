import { describe, expect, it } from 'vitest'
import { faultRefusal } from '../../../src/sandbox/fault-refusal.ts'
import type { HttpRequest } from '../../../src/sdk/index.ts'
import { builtinRegistry } from '../../support/registry.ts'

// Whatever the catalogue explains can be met in the sandbox, in the shape of either protocol, and leads back to its entry.

const alipay = await (await builtinRegistry()).get('alipay')
const operation = alipay.operation('alipay.trade.query')
const { v2, v3 } = alipay.protocols
const request = (path: string): HttpRequest => ({
  kind: 'request',
  method: 'POST',
  url: new URL(path, 'http://127.0.0.1'),
  headers: {},
  body: new Uint8Array(),
})
const failures = alipay.explanations().filter(({ code }) => !/^100\d\d$/.test(code))

describe('the catalogue', () => {
  it.each(failures)('can have $code as a fault over both protocols', ({ code, aliases = [] }) => {
    const names = [code, ...aliases]
    const refusal = faultRefusal(alipay, code)
    const old = request('/gateway.do?method=alipay.trade.query')
    const overV2 = v2!.answer(operation, alipay.simulator!.refuse!(refusal, old, operation), old)
    expect(overV2.status).toBe(200)
    const seen = alipay.decodeError(overV2, operation)
    expect(seen?.code).toMatch(/^(\d{5}|[\w.-]+)$/)
    expect(names).toContain(alipay.explanation(seen?.entry ?? seen?.code ?? '')?.code)

    const rest = request('/v3/alipay/trade/query')
    const overV3 = v3!.answer(operation, alipay.simulator!.refuse!(refusal, rest, operation), rest)
    expect(overV3.status).toBeGreaterThanOrEqual(400)
    expect(JSON.parse(Buffer.from(overV3.body).toString())).not.toHaveProperty('sub_code')
    const decoded = alipay.decodeError(overV3, operation)
    const entry = alipay.explanation(decoded?.entry ?? decoded?.code ?? '')
    // v3 has one name for what v2 says with two prefixes.
    const same = (name: string) => name.replace(/^(isv|isp|aop)\./, '')
    expect(names.map(same)).toContain(same(entry?.code ?? ''))
  })

  it('says everything in both languages, with a source', () => {
    for (const { code, title, cause, fixes, source } of alipay.explanations()) {
      expect([code, title.en, title.zh, cause.en, cause.zh, source].every(Boolean), code).toBe(true)
      expect(fixes.length, code).toBeGreaterThan(0)
    }
    expect(failures.length).toBeGreaterThan(260)
  })
})
