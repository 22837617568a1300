import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { startSandbox, type TestSandbox } from 'create-integration/testing'
import { createAlipay, type Alipay } from '../src/alipay.ts'
import { createApp, NOTIFY_PATH, RETURN_PATH } from '../src/app.ts'
import { readConfig, type Config } from '../src/config.ts'
import { createMemoryStore } from '../src/orders.ts'

/** A sandbox in memory on free ports: each test has its own Alipay. */
export async function sandbox(): Promise<TestSandbox> {
  const started = await startSandbox({ connectors: ['alipay'] })
  onTestFinished(() => started.stop())
  return started
}

export interface Shop {
  readonly url: string
  readonly config: Config
  readonly alipay: Alipay
  readonly log: string[]
  request(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>
  notify(body: string): Promise<string>
}

/** This project's own server, as `src/server.ts` puts it together. `notifyUrl` may point elsewhere, to lose notifications. */
export async function shop(platform: TestSandbox, options: { notifyUrl?: string } = {}): Promise<Shop> {
  const config = readConfig(platform.env('alipay'))
  const alipay = createAlipay(config.alipay)
  const log: string[] = []
  const ports = {
    alipay,
    orders: createMemoryStore(),
    appId: config.alipay.appId,
    notifyUrl: options.notifyUrl ?? '',
    returnUrl: '',
    now: () => new Date(),
    log: (line: string) => void log.push(line),
  }
  const server = createApp(ports)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  ports.notifyUrl ||= url + NOTIFY_PATH
  ports.returnUrl = url + RETURN_PATH
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url,
    config,
    alipay,
    log,
    async request(method, path, body) {
      const answer = await fetch(url + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    async notify(body) {
      const answer = await fetch(url + NOTIFY_PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body,
      })
      return answer.text()
    },
  }
}

export async function placeOrder(server: Shop, amount = '88.00'): Promise<string> {
  const answer = await server.request('POST', '/orders', { subject: '测试 + test 100%', amount })
  if (answer.status !== 201) throw new Error(`the order was not placed: ${JSON.stringify(answer)}`)
  return String(answer.body['out_trade_no'])
}
