import { describe, expect, it } from 'vitest'
import module from '../../src/connectors/alipay/module.ts'
import { createSdk } from '../../src/sdk/define.ts'
import { signMessage, verifyMessage } from '../../src/signing/message.ts'
import { runVectors } from '../../src/testing/vectors.ts'

const FOLDER = new URL('../../src/connectors/alipay/vectors/', import.meta.url).pathname
const connector = module(createSdk())
const registry = { list: () => [{ id: 'alipay' }], get: async () => connector }

describe('golden vectors of the platform’s own SDKs', async () => {
  const [result] = await runVectors(FOLDER, registry)

  it.each(result?.verdicts ?? [])('$id holds in both directions', (verdict) => {
    expect(verdict.detail).toBeUndefined()
    expect(verdict.outcome).toBe('pass')
  })

  it('leaves out nothing', () => {
    expect(result?.totals).toEqual({ pass: 64, fail: 0, unsupported: 0 })
  })
})

describe('the runner of vectors', () => {
  it('counts the vectors of an unknown connector as not supported and says why', async () => {
    const [result] = await runVectors(FOLDER, { list: () => [], get: async () => ({}) })
    expect(result?.totals.unsupported).toBe(64)
    expect(result?.verdicts[0]?.detail).toBe('no connector of this name')
  })

  it('fails a vector whose signature was changed', () => {
    const set = {
      gateway: 'http://127.0.0.1/gateway.do',
      keys: connectorKeys(),
      vectors: [
        {
          id: 'x',
          kind: 'notification',
          http: { method: 'POST', headers: [], body: 'a=1&sign=AAAA' },
          sdk_verdicts: { checkNotifySignV2: { result: true } },
        },
      ],
    }
    const verdicts = connector.vectors?.(set, { sign: signMessage, verify: verifyMessage })
    expect(verdicts?.[0]?.outcome).toBe('fail')
  })
})

function connectorKeys() {
  const pair = createSdk().crypto.generateRsaPair()
  const keys = { private_pkcs8: pair.privateKey, public: pair.publicKey }
  return { app: keys, alipay: keys }
}
