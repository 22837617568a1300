import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { readSeedFile } from '../../../src/seed/read.ts'
import { startSandbox, type Seed, type TestSandbox } from '../../../src/testing/index.ts'
import { startReceiver, tempFolder } from '../sandbox/toy-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ connectors: ['alipay'], seed: 7, at: '2026-12-24T18:00:00+08:00' })
})
afterAll(() => sandbox.stop())
beforeEach(() => sandbox.reset())

const order = {
  name: 'order',
  operation: 'alipay.trade.precreate',
  params: { out_trade_no: 'T1', total_amount: '88.88', subject: 'Coffee' },
}
const pay = { action: 'alipay.buyer.pay', params: { out_trade_no: '${order.out_trade_no}' } }

describe('a seed', () => {
  it('puts clock, state and steps in place, in that order', async ({ expect }) => {
    const receiver = await startReceiver({ body: 'fail' })
    const seed: Seed = {
      version: 1,
      clock: { at: '2027-01-01T00:00:00Z', frozen: true },
      state: { alipay: { notes: { a: { text: 'x' }, b: { text: 'y' } } } },
      steps: [
        { ...order, params: { ...order.params, notify_url: receiver.url } },
        pay,
        { advance: '25h' },
        { operation: 'alipay.trade.query', params: { out_trade_no: '${order.out_trade_no}' } },
      ],
    }
    const planted = await sandbox.seed(seed)
    expect(planted).toMatchObject({
      entries: { alipay: 2 },
      clock: { now: '2027-01-02T01:00:00.000Z', frozen: true, waiting: 0 },
    })
    expect(planted.steps.at(-1)?.value).toMatchObject({ trade_status: 'TRADE_SUCCESS', total_amount: '88.88' })
    const [paid] = (await sandbox.events()).filter(({ type }) => type === 'alipay.trade.paid')
    // The last repetition of a notification comes after 24 hours and 24 minutes.
    expect(paid?.deliveries.at(-1)?.at).toBe('2027-01-02T00:24:00.000Z')
    expect(receiver.received).toHaveLength(paid?.deliveries.length ?? 0)
    const { world } = await sandbox.snapshot()
    expect(world.connectors['alipay']).toContainEqual(['notes', 'b', { text: 'y' }])
  })

  it('is applied whole or not at all', async ({ expect }) => {
    await sandbox.seed({ version: 1, steps: [order] })
    const before = await sandbox.snapshot()
    const failing: Seed = {
      version: 1,
      clock: '2027-06-01',
      state: { alipay: { notes: { a: 1 } } },
      steps: [
        { ...order, params: { ...order.params, out_trade_no: 'T2' } },
        { operation: 'alipay.trade.refund', params: { out_trade_no: 'T9', refund_amount: '1' } },
      ],
    }
    for (const reset of [true, false])
      await expect(sandbox.seed(failing, { reset })).rejects.toMatchObject({
        code: 'seed-step-failed',
        text: { en: expect.stringContaining('/steps/1: alipay.trade.refund: ACQ.TRADE_NOT_EXIST') },
      })
    expect((await sandbox.snapshot()).world).toEqual(before.world)
  })

  it('that cannot work is refused before anything changes, with the place of the mistake', async ({ expect }) => {
    const cases: readonly [unknown, string, RegExp][] = [
      [{ version: 2 }, '/version', /1/],
      [{ version: 1, stat: {} }, '/stat', /./],
      [{ version: 1, state: { alipay: { trades: [] } } }, '/state/alipay/trades', /object/],
      [{ version: 1, clock: 'tomorrow' }, '/clock', /point in time/],
      [{ version: 1, state: { wechat: {} } }, '/state/wechat', /serves alipay/],
      [{ version: 1, steps: [{ advance: '5' }] }, '/steps/0/advance', /duration/],
      [{ version: 1, steps: [{ operation: 'a', action: 'b' }] }, '/steps/0', /exactly one/],
      [{ version: 1, steps: [{ operation: 'alipay.trade.precreat' }] }, '/steps/0/operation', /./],
      [{ version: 1, steps: [{ action: 'alipay.buyer.pai' }] }, '/steps/0/action', /alipay\.buyer\.pay/],
      [{ version: 1, steps: [{ action: 'alipay.buyer.pay', params: { no: 'x' } }] }, '/steps/0/params/no', /takes/],
      [{ version: 1, steps: [pay] }, '/steps/0/params', /order/],
      [{ version: 1, steps: [order, order] }, '/steps/1/name', /taken/],
    ]
    const before = await sandbox.snapshot()
    for (const [seed, at, message] of cases) {
      const error = await sandbox.seed(seed as Seed, { reset: true }).then(
        () => undefined,
        (given: unknown) => given,
      )
      expect(error, JSON.stringify(seed)).toMatchObject({ code: 'seed-invalid', details: { problems: [{ at }] } })
      expect(String(error)).toMatch(message)
    }
    expect((await sandbox.snapshot()).world).toEqual(before.world)
  })

  it('is read from YAML and JSON, and a mistake is told with its line', async ({ expect }) => {
    const folder = tempFolder()
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const yaml = file('world.yaml', 'version: 1\nclock: 2027-01-01 00:00\nsteps:\n  - advance: 1h\n')
    expect((await sandbox.seed(yaml)).steps).toHaveLength(1)
    const json = file('world.json', '{"$schema": "x", "version": 1, "steps": []}')
    expect((await readSeedFile(json)).seed.steps).toEqual([])
    const wrong = file('wrong.yaml', 'version: 1\nsteps:\n  - advance: 1h\n  - advance: soon\n')
    await expect(sandbox.seed(wrong)).rejects.toThrow(/wrong\.yaml:4, \/steps\/1\/advance: "soon" is not a duration/)
    await expect(sandbox.seed(file('torn.json', '{"version"'))).rejects.toMatchObject({ code: 'document-unreadable' })
    await expect(sandbox.seed(join(folder, 'none.yaml'))).rejects.toMatchObject({ code: 'seed-not-found' })
  })
})

describe('a sandbox in a test', () => {
  it('has a clock, and comes back to a snapshot', async ({ expect }) => {
    await sandbox.seed({ version: 1, steps: [order, pay] })
    const paid = await sandbox.snapshot()
    await sandbox.clock.advance('25h')
    expect((await sandbox.clock.now()).toISOString()).toBe('2026-12-25T11:00:00.000Z')
    await sandbox.reset()
    expect(await sandbox.events()).toEqual([])
    await sandbox.restore(paid)
    expect(await sandbox.events()).toHaveLength(1)
    expect((await sandbox.clock.now()).toISOString()).toBe('2026-12-24T10:00:00.000Z')
    await sandbox.clock.set(new Date('2027-01-01T00:00:00Z'))
    await expect(sandbox.clock.set('2026-01-01')).rejects.toMatchObject({ code: 'sandbox-clock-backwards' })
    const changed = { ...paid, world: { ...paid.world, events: [] } }
    await expect(sandbox.restore(changed)).rejects.toMatchObject({ code: 'snapshot-damaged' })
  })
})
