import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import module from '../../src/connectors/wechat-pay/module.ts'
import type { Credential } from '../../src/sdk/auth.ts'
import { createSdk } from '../../src/sdk/define.ts'
import type { HttpRequest } from '../../src/sdk/http.ts'
import { signMessage, verifyMessage } from '../../src/signing/message.ts'
import { systemClock } from '../../src/system/clock.ts'
import { systemRandom } from '../../src/system/random.ts'

export const wechatPay = module(createSdk())

export async function newMerchant(): Promise<Record<string, string>> {
  const minted = await wechatPay.auth!['wechatPay2']!.mint(systemRandom, systemClock)
  return { ...(minted as Credential) }
}

export interface Received {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
export interface Receiver {
  readonly url: string
  readonly received: Received[]
  close(): void
}

/** What a merchant's server hears. `judge` answers the HTTP status. */
export async function startReceiver(judge: (received: Received) => number = () => 204): Promise<Receiver> {
  const received: Received[] = []
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = {
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      received.push(one)
      response.writeHead(judge(one)).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/notify`, received, close: () => server.close() }
}

export interface Reply {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Readonly<Record<string, string>>
  /** Whether the platform's signature holds. */
  readonly verified: boolean
}

/** A merchant's server, as small as it gets: signs, sends, verifies. */
export function merchantServer(base: () => string, merchant: () => Credential) {
  const scheme = wechatPay.auth!['wechatPay2']!
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> => {
    const credential = merchant()
    const unsigned: HttpRequest = {
      kind: 'request',
      method,
      url: new URL(path, base()),
      headers: {
        accept: 'application/json',
        'user-agent': 'test',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
        authorization: `WECHATPAY2-SHA256-RSA2048 mchid="${credential['mchid'] ?? ''}"`,
      },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    }
    const keys = scheme.keyRing!(credential, 'partner')
    const stamp = { timestamp: Math.floor(Date.now() / 1000), nonce: randomUUID().replaceAll('-', '') }
    const { message } = signMessage(scheme.request!, unsigned, keys, stamp)
    const init = {
      method,
      headers: message.headers,
      ...(body === undefined ? {} : { body: Buffer.from(message.body) }),
    }
    const answer = await fetch(message.url, init)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const given = Object.fromEntries(answer.headers)
    const response = { kind: 'response' as const, status: answer.status, headers: given, body: bytes }
    const verdict = verifyMessage(scheme.response!, response, keys, systemClock)
    const text = Buffer.from(bytes).toString('utf8')
    const value = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text }
    return { status: answer.status, body: value, headers: given, verified: verdict.ok }
  }
}
