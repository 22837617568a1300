import { describe, it } from 'vitest'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'
import { startReceiver } from '../unit/sandbox/toy-sandbox.ts'

function home() {
  const folder = tempDir()
  const integ = (...argv: string[]) => runCli(argv, { cwd: folder, env: { HOME: folder } })
  const fault = (...argv: string[]) => integ('sandbox', 'fault', ...argv)
  return { integ, fault }
}
const query = ['call', 'alipay.trade.query', 'out_trade_no=T1', '--json']
const order = ['out_trade_no=T1', 'total_amount=1.00', 'subject=Tea']

describe('integ sandbox fault', () => {
  it('makes a call fail with a code of the platform as often as it says, signed, and explained', async ({ expect }) => {
    const { integ, fault } = home()
    const added = await fault('add', 'error=ACQ.SYSTEM_ERROR', '--operation', 'alipay.trade.*', '--count', '1')
    expect(added).toMatchObject({ code: 0 })
    expect(added.stdout).toMatch(/flt_\w{16} +error=ACQ\.SYSTEM_ERROR +alipay\.trade\.\* +once +0 of 0 +active/)
    expect(added.stderr).toContain('the fault is kept for the next one')
    const failed = await integ('call', 'alipay.trade.precreate', ...order)
    expect(failed.code).toBe(1)
    expect(failed.stderr).toContain('ACQ.SYSTEM_ERROR')
    expect(failed.stderr).not.toContain('not trusted')
    expect((await integ('call', 'alipay.trade.precreate', ...order)).code).toBe(0)
    expect((await fault('list')).stdout).toMatch(/1 of \d +used up/)
  })

  it('loses the answer of a call that was done: a payment of unknown result', async ({ expect }) => {
    const { integ, fault } = home()
    await fault('add', 'reset', '--operation', 'alipay.trade.create', '--when', 'after', '--count', '1')
    const create = [
      'call',
      'alipay.trade.create',
      ...order,
      'product_code=JSAPI_PAY',
      'op_app_id=2021000000000001',
      'buyer_id=2088000000000001',
    ]
    expect((await integ(...create)).code).toBe(3)
    expect((await integ(...query)).json()).toMatchObject({ answer: { trade_status: 'WAIT_BUYER_PAY' } })
  })

  it('breaks the signature of an answer, which the caller then does not trust', async ({ expect }) => {
    const { integ, fault } = home()
    await fault('add', 'bad-signature', '--count', '1')
    expect((await integ(...query)).code).toBe(5)
    expect((await integ(...query)).code).toBe(1)
  })

  it('makes events come twice, in trigger as in life', async ({ expect }) => {
    const { integ, fault } = home()
    const receiver = await startReceiver({ body: 'success' })
    await fault('add', 'duplicate=3', '--event', '*.paid')
    const run = await integ('trigger', 'alipay.trade.paid', '--url', receiver.url)
    expect(run.code).toBe(0)
    expect(receiver.received).toHaveLength(3)
    expect(run.stdout.match(/duplicate/g)).toHaveLength(2)
    expect((await integ('events', 'show', 'latest')).stdout).toContain('faults: duplicate=3')
  })

  it('lists, removes by the start of an id, and clears; empty is said', async ({ expect }) => {
    const { fault } = home()
    expect((await fault('list')).stderr).toContain('integ sandbox fault kinds')
    await fault('add', 'latency=5', '--probability', '0.5', '--for', '10m')
    await fault('add', 'drop', '--event', 'alipay.*')
    const { faults } = (await fault('list', '--json')).json() as { faults: { id: string }[] }
    expect(faults).toMatchObject([
      { fault: 'latency=5', on: 'call', probability: 0.5, state: 'active', hits: 0 },
      { fault: 'drop', on: 'event', event: 'alipay.*' },
    ])
    expect(await fault('remove', faults[0]?.id.slice(0, 12) ?? '')).toMatchObject({ code: 0 })
    expect((await fault('clear', '--json')).json()).toMatchObject({ removed: 1 })
    expect(await fault('remove', 'flt_nothing')).toMatchObject({ code: 2 })
  })

  it('names the nearest when kind, code or pattern is misspelt, in Chinese too', async ({ expect }) => {
    const { fault } = home()
    const hint = async (...argv: string[]) => {
      const { error } = (await fault('add', ...argv, '--json')).json() as {
        error: { code: string; hints: { command?: string }[] }
      }
      return [error.code, error.hints[0]?.command]
    }
    expect(await hint('latncy=5')).toEqual(['fault-kind-unknown', 'integ sandbox fault add latency'])
    expect(await hint('error=ACQ.SYSTEM_EROR')).toEqual([
      'fault-code-unknown',
      'integ sandbox fault add error=ACQ.SYSTEM_ERROR',
    ])
    expect(await hint('reset', '--operation', 'alipay.trade.pya')).toEqual([
      'fault-matches-nothing',
      'integ sandbox fault add … --operation alipay.trade.pay',
    ])
    expect(await hint('reset', '--probability', 'often')).toEqual(['invalid-value', undefined])
    expect((await fault('add', 'latncy=5', '--lang', 'zh-CN')).stderr).toContain('没有故障')
  })

  it('tells of every kind with an example that works', async ({ expect }) => {
    const { fault } = home()
    const { kinds } = (await fault('kinds', '--json')).json() as { kinds: { kind: string; example: string }[] }
    expect(kinds).toHaveLength(14)
    for (const { example } of kinds) {
      const argv = example.replaceAll("'", '').split(' ').slice(4)
      expect([example, (await fault('add', ...argv)).code]).toEqual([example, 0])
    }
    const said = await fault('kinds', '--lang', 'zh-CN')
    expect(said.stdout).toContain('应答变慢')
  })
})
