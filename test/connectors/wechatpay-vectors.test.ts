import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import module from '../../src/connectors/wechat-pay/module.ts'
import { createSdk } from '../../src/sdk/define.ts'
import { signMessage, verifyMessage } from '../../src/signing/message.ts'
import { runVectors } from '../../src/testing/vectors.ts'

const FOLDER = new URL('../../src/connectors/wechat-pay/vectors/', import.meta.url).pathname
const connector = module(createSdk())
const registry = { list: () => [{ id: 'wechat-pay' }], get: async () => connector }

describe('golden vectors of two client libraries', async () => {
  const [result] = await runVectors(FOLDER, registry)

  it.each(result?.verdicts ?? [])('$id holds in both directions', (verdict) => {
    expect(verdict.detail).toBeUndefined()
    expect(verdict.outcome).toBe('pass')
  })

  it('leaves none out', () => {
    expect(result?.totals).toEqual({ pass: 40, fail: 0, unsupported: 0 })
  })
})

describe('the runner', () => {
  const set = JSON.parse(readFileSync(`${FOLDER}wechat-pay.json`, 'utf8')) as { vectors: Record<string, unknown>[] }
  const outcomeOf = (vector: unknown) =>
    connector.vectors?.({ ...set, vectors: [vector] }, { sign: signMessage, verify: verifyMessage })[0]

  it('fails a request whose expected string was changed', () => {
    expect(outcomeOf({ ...set.vectors[0], string_to_sign: 'x' })?.outcome).toBe('fail')
  })

  it('fails a notification that the library refused for a reason that is not there', () => {
    const good = set.vectors.find(({ kind }) => kind === 'notification')
    const verdicts = { 'x Rsa.verify': { accepted: true, result: false }, 'x AesGcm.decrypt': { accepted: true } }
    expect(outcomeOf({ ...good, sdk_verdicts: verdicts })?.outcome).toBe('fail')
  })
})
