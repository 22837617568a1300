import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { startSandbox, type TestSandbox } from 'create-integration/testing'
import { createApp, NOTIFY_PATH } from '../src/app.ts'
import { readConfig, type Config } from '../src/config.ts'
import { createMemoryStore } from '../src/orders.ts'
import { createWechatPay } from '../src/wechat-pay.ts'

/** A sandbox in memory on free ports: each test has its own WeChat Pay. */
export async function sandbox(): Promise<TestSandbox> {
  const started = await startSandbox({ connectors: ['wechat-pay'] })
  onTestFinished(() => started.stop())
  return started
}

export interface Shop {
  readonly url: string
  readonly config: Config
  readonly log: string[]
  request(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>
  /** A notification as it came over the wire, or changed on its way. The status of the answer. */
  notify(sent: Notification): Promise<number>
}

export interface Notification {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** This project's own server, as `src/server.ts` puts it together. `notifyUrl` may point elsewhere, to lose notifications. */
export async function shop(platform: TestSandbox, options: { notifyUrl?: string } = {}): Promise<Shop> {
  const config = readConfig(platform.env('wechat-pay'))
  const { mchid, appid } = config.wechatPay
  const log: string[] = []
  const ports = {
    wechatPay: createWechatPay(config.wechatPay, platform.url('wechat-pay')),
    orders: createMemoryStore(),
    mchid,
    appid,
    notifyUrl: options.notifyUrl ?? '',
    now: () => new Date(),
    log: (line: string) => void log.push(line),
  }
  const server = createApp(ports)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  ports.notifyUrl ||= url + NOTIFY_PATH
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url,
    config,
    log,
    async request(method, path, body) {
      const answer = await fetch(url + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    async notify({ headers, body }) {
      const own = Object.entries(headers).filter(([name]) => /^(wechatpay-|content-type$)/i.test(name))
      const answer = await fetch(url + NOTIFY_PATH, { method: 'POST', headers: Object.fromEntries(own), body })
      return answer.status
    },
  }
}

export async function placeOrder(server: Shop, total = 8800): Promise<string> {
  const answer = await server.request('POST', '/orders', { description: '测试 + test 100%', total })
  if (answer.status !== 201) throw new Error(`the order was not placed: ${JSON.stringify(answer)}`)
  return String(answer.body['out_trade_no'])
}

export async function payOrder(platform: TestSandbox, server: Shop): Promise<string> {
  const id = await placeOrder(server)
  await platform.act('wechat-pay.buyer.pay', { out_trade_no: id })
  return id
}
