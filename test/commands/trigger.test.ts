import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AlipaySdk } from 'alipay-sdk'
import { describe, it, onTestFinished } from 'vitest'
import { createProfileStore } from '../../src/profiles/store.ts'
import { systemClock } from '../../src/system/clock.ts'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'

type Trigger = {
  readonly acknowledged: boolean | null
  readonly steps: readonly {
    readonly name: string
    readonly params: Record<string, unknown>
    readonly status?: number
  }[]
  readonly events: readonly {
    readonly id: string
    readonly type: string
    readonly payload: Record<string, string>
    readonly deliveries: readonly Record<string, unknown>[]
  }[]
}

/** One developer's home: every command sees the same state and profiles. */
function home() {
  const folder = tempDir()
  const integ = (argv: readonly string[], cwd = folder, env: Record<string, string> = {}) =>
    runCli(argv, { cwd, env: { HOME: folder, ...env } })
  return { folder, integ }
}

/** A partner's receiver as its documentation says: the platform's own SDK checks the signature. */
async function partner(folder: string, word: string) {
  const notified: Record<string, string>[] = []
  let genuine: boolean | undefined
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(body))
      const store = createProfileStore({ paths: { config: join(folder, '.config', 'integ') }, clock: systemClock })
      const credential = store.find('alipay', 'local')?.credential ?? {}
      const sdk = new AlipaySdk({
        appId: credential['app_id'] ?? '',
        privateKey: credential['private_key'] ?? '',
        keyType: 'PKCS8',
        alipayPublicKey: credential['alipay_public_key'] ?? '',
      })
      genuine = sdk.checkNotifySignV2({ ...fields })
      notified.push(fields)
      response.end(genuine ? word : 'fail')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, url: `${origin}/alipay/notify`, notified, isGenuine: () => genuine }
}

describe('integ trigger', () => {
  it('delivers a payment that the platform SDK verifies, and ends with 0 when it is acknowledged', async ({
    expect,
  }) => {
    const { folder, integ } = home()
    const { url, notified, isGenuine } = await partner(folder, 'success')
    const run = await integ(['trigger', 'alipay.trade.paid', '--set', 'total_amount=12.50', '--url', url, '--json'])
    expect(run.stderr).toBe('')
    expect(run.code).toBe(0)
    expect(isGenuine()).toBe(true)
    const { steps, events, acknowledged } = run.json() as Trigger
    expect(acknowledged).toBe(true)
    expect(steps.map(({ name }) => name)).toEqual(['order', 'payment'])
    expect(events).toMatchObject([
      { type: 'alipay.trade.paid', deliveries: [{ url, status: 200, acknowledged: true }] },
    ])
    expect(notified).toMatchObject([
      { total_amount: '12.50', trade_status: 'TRADE_SUCCESS', out_trade_no: events[0]?.payload['out_trade_no'] },
    ])
  })

  it('ends with 1 and says what was expected when the receiver answers SUCCESS in capitals', async ({ expect }) => {
    const { folder, integ } = home()
    const { url } = await partner(folder, 'SUCCESS')
    const run = await integ(['trigger', 'alipay.trade.paid', '--url', url])
    expect(run.code).toBe(1)
    expect(run.stdout).toContain('expected  200 "success"')
    expect(run.stdout).toContain('came      200 "SUCCESS"')
    expect(run.stdout).toContain('Only the letter case differs.')
    expect(run.stdout).toMatch(/next attempt {2}\d\d:\d\d:\d\d/)
    expect(run.stderr).toMatch(/integ events resend evt_/)
  })

  it('takes the address from integration.json', async ({ expect }) => {
    const { folder, integ } = home()
    const { origin, notified } = await partner(folder, 'success')
    const project = { connectors: ['alipay'], url: origin, events: { alipay: '/alipay/notify' } }
    writeFileSync(join(folder, 'integration.json'), JSON.stringify(project))
    const run = await integ(['trigger', 'alipay.trade.refunded', '--json'])
    expect(run.code).toBe(0)
    expect(notified.map((fields) => fields['refund_fee'])).toEqual([undefined, '8.88'])
  })

  it('records the event where nobody receives, and says what to run', async ({ expect }) => {
    const { integ } = home()
    const run = await integ(['trigger', 'alipay.trade.paid'])
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(/^alipay\.trade\.paid {2}evt_[0-9a-z]{16} {2}out_trade_no=T/)
    expect(run.stderr).toContain('integ listen --connector alipay')
    const listed = (await integ(['events', 'list', '--json'])).json() as { events: unknown[] }
    expect(listed.events).toMatchObject([{ type: 'alipay.trade.paid', deliveries: 0, acknowledged: null }])
  })

  it('refuses --set of what no step has, and names what there is', async ({ expect }) => {
    const { integ } = home()
    const run = await integ(['trigger', 'alipay.trade.paid', '--set', 'total_amuont=1', '--json'])
    expect(run.code).toBe(2)
    const { error } = run.json() as { error: { code: string; message: string; hints: { command?: string }[] } }
    expect(error.code).toBe('override-unknown')
    expect(error.message).toContain('order.total_amount')
    expect(error.hints[0]?.command).toContain('total_amount')
  })

  it('shows how --set differs from the fixture, as lines and as data', async ({ expect }) => {
    const { integ } = home()
    const args = ['trigger', 'alipay.trade.paid', '--set', 'total_amount=12.50', '--set', 'body=Two bags']
    const text = await integ(args)
    expect(text.stdout.split('\n').slice(0, 3)).toEqual([
      '- order.total_amount: 88.88',
      '+ order.total_amount: 12.50',
      '+ order.body: Two bags',
    ])
    expect((await integ([...args, '--json'])).json()).toMatchObject({
      diff: [
        { path: 'order.total_amount', before: '88.88', after: '12.50' },
        { path: 'order.body', after: 'Two bags' },
      ],
    })
    expect((await integ(['trigger', 'alipay.trade.paid', '--json'])).json()).toMatchObject({ diff: [] })
  })

  it('stops at the call that the platform refuses, and explains it', async ({ expect }) => {
    const { integ } = home()
    const run = await integ(['trigger', 'alipay.trade.refunded', '--set', 'refund_amount=99999.00'])
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('ACQ.')
    expect(run.stderr).toContain('integ explain ACQ.')
  })

  it('is refused outside of the local environment, because a person has to pay', async ({ expect }) => {
    const { integ } = home()
    const run = await integ(['trigger', 'alipay.trade.paid', '--env', 'sandbox', '--json'])
    expect(run.code).toBe(2)
    expect((run.json() as { error: { code: string; message: string } }).error).toMatchObject({
      code: 'scenario-needs-sandbox',
      message: expect.stringContaining('alipay.buyer.pay') as string,
    })
  })

  it('without a name lists the events, in English and Chinese', async ({ expect }) => {
    const { integ } = home()
    const { events } = (await integ(['trigger', '--json'])).json() as { events: { id: string; scenario: boolean }[] }
    expect(events.map(({ id }) => id)).toContain('alipay.trade.paid')
    const zh = await integ(['trigger', '--lang', 'zh-CN'])
    expect(zh.code).toBe(0)
    expect(zh.stderr).toContain('发送其中一个')
  })

  it('names the nearest event when there is none of that name', async ({ expect }) => {
    const { integ } = home()
    const run = await integ(['trigger', 'alipay.trade.payed'])
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('integ trigger alipay.trade.paid')
  })
})
