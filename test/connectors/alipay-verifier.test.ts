import { createSign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AlipaySdk } from 'alipay-sdk'
import { expect, it, onTestFinished } from 'vitest'
import { call } from '../../src/call/call.ts'
import { generateRsaPair } from '../../src/sdk/crypto.ts'
import { createHttpClient } from '../../src/system/http.ts'
import { systemRandom } from '../../src/system/random.ts'
import { systemClock } from '../../src/system/clock.ts'
import { builtinRegistry } from '../support/registry.ts'

// The other way round: what `integ call` sends is judged by a gateway built on the SDK's own verifier.

it('is accepted by a gateway whose verifier is the official SDK, and accepts its answer', async () => {
  const app = generateRsaPair()
  const platform = generateRsaPair()
  const appId = '2021009999000001'
  // The SDK verifies a set of parameters with the "alipay" key; given the app's public key it judges requests.
  const verifier = new AlipaySdk({
    appId,
    privateKey: platform.privateKey,
    keyType: 'PKCS8',
    alipayPublicKey: app.publicKey,
  })
  const seen: { accepted: boolean; tampered: boolean; fields: Record<string, string> }[] = []
  const gateway = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://gateway')
      const fields = {
        ...Object.fromEntries(url.searchParams),
        ...Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
      }
      const accepted = verifier.checkNotifySignV2({ ...fields })
      const tampered = verifier.checkNotifySignV2({ ...fields, biz_content: `${fields['biz_content']} ` })
      seen.push({ accepted, tampered, fields })
      const node = '{"code":"10000","msg":"Success","out_trade_no":"T1","trade_status":"WAIT_BUYER_PAY"}'
      const sign = createSign('RSA-SHA256').update(node, 'utf8').sign(platform.privateKey, 'base64')
      response.setHeader('content-type', 'text/html;charset=utf-8')
      response.end(`{"alipay_trade_query_response":${node},"sign":"${sign}"}`)
    })
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void gateway.close())

  const registry = await builtinRegistry()
  const { outcome } = await call(
    { operation: 'alipay.trade.query', values: { out_trade_no: '测试 & 1' } },
    {
      clock: systemClock,
      random: systemRandom,
      http: createHttpClient({}),
      connectorFor: (operation, connector) => registry.findOperation(operation, connector),
      credential: async () => ({
        environment: 'local',
        credential: { app_id: appId, private_key: app.privateKey, alipay_public_key: platform.publicKey },
      }),
      localUrl: async () => new URL(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}`),
    },
  )
  expect(seen).toHaveLength(1)
  expect(seen[0]).toMatchObject({
    accepted: true,
    tampered: false,
    fields: { method: 'alipay.trade.query', app_id: appId, sign_type: 'RSA2' },
  })
  expect(outcome.trust.kind).toBe('verified')
  expect(outcome.value).toMatchObject({ out_trade_no: 'T1', trade_status: 'WAIT_BUYER_PAY' })
})
