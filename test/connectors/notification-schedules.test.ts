import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, it, onTestFinished } from 'vitest'
import type { Json } from '../../src/sdk/http.ts'
import { mintCredential } from '../../src/profiles/local.ts'
import { createSandboxClient } from '../../src/sandbox/client.ts'
import { startSandbox } from '../../src/sandbox/start.ts'
import { createHttpClient } from '../../src/system/http.ts'
import { systemRandom } from '../../src/system/random.ts'
import { builtinRegistry } from '../support/registry.ts'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'
import { testTime } from '../unit/sandbox/toy-sandbox.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const WAITS = [4 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR]

/** Nobody there acknowledges; what is recorded is when the platform tried. */
async function refusing(): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => outgoing.writeHead(500).end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`
}

async function platform(id: string) {
  const registry = await builtinRegistry()
  onTestFinished(() => registry.close())
  const connector = await registry.get(id)
  const time = testTime()
  const credential = await mintCredential(connector, { random: systemRandom, clock: time })
  const http = createHttpClient({})
  const sandbox = await startSandbox(
    { connectors: [connector], credentials: () => [credential], version: '0.0.0', port: 0 },
    { clock: time, timers: time, random: systemRandom, http },
  )
  onTestFinished(() => sandbox.close())
  return { client: createSandboxClient(sandbox, http) }
}

/** Seconds between the attempts, once the clock was moved past all of them. */
async function gaps(connector: string, type: string, payload?: Json): Promise<readonly number[]> {
  const { client } = await platform(connector)
  const url = await refusing()
  const event = await client.emit({ connector, type, url, ...(payload === undefined ? {} : { payload }) })
  await client.wait(event.id)
  await client.advanceClock('3d')
  const { deliveries } = await client.event(event.id)
  return between(deliveries)
}

function between(deliveries: readonly { readonly at: string }[]): readonly number[] {
  const times = deliveries.map(({ at }) => Date.parse(at) / 1000)
  return times.slice(1).map((at, index) => Math.round(at - (times[index] ?? 0)))
}

describe('a notification of Alipay that nobody acknowledges', () => {
  it('is tried eight times, at the intervals that the platform documents', async ({ expect }) => {
    expect(await gaps('alipay', 'alipay.trade.paid', { out_trade_no: 'T1', trade_status: 'TRADE_SUCCESS' })).toEqual(
      WAITS,
    )
  })

  it('of a face-to-face payment is repeated three times at once before that', async ({ expect }) => {
    const folder = tempDir()
    const integ = (...argv: string[]) => runCli(argv, { cwd: folder, env: { HOME: folder } })
    const url = await refusing()
    const order = ['out_trade_no=T1', 'total_amount=1.00', 'subject=Tea', `notify_url=${url}`]
    expect((await integ('call', 'alipay.trade.precreate', ...order)).code).toBe(0)
    const paid = await integ('sandbox', 'act', 'alipay.buyer.pay', 'out_trade_no=T1', '--json')
    expect(paid.json()).toMatchObject({ events: [{ deliveries: [{}, {}, {}, { attempt: 4 }] }] })
    await integ('sandbox', 'clock', 'advance', '3d')
    const { event, schedule } = (await integ('events', 'show', 'latest', '--json')).json() as {
      event: { deliveries: { at: string }[] }
      schedule: unknown
    }
    expect(between(event.deliveries)).toEqual([0, 0, 0, ...WAITS])
    expect(schedule).toEqual([{ url, state: 'exhausted', attempts: 11, of: 11, planned: [] }])
  })
})

describe('a notification of WeChat Pay that nobody acknowledges', () => {
  it('is repeated fifteen times within 24 h 4 min', async ({ expect }) => {
    const minutes = [0.25, 0.25, 0.5, 3, 10, 20, 30, 30, 30, 60, 180, 180, 180, 360, 360]
    const waits = await gaps('wechat-pay', 'wechat-pay.transaction.success')
    expect(waits.map((seconds) => seconds / MINUTE)).toEqual(minutes)
    expect(waits.reduce((sum, seconds) => sum + seconds, 0)).toBe(24 * HOUR + 4 * MINUTE)
  })
})
