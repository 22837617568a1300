import { describe, it } from 'vitest'
import { runChecks, type PlannedCheck } from '../../../src/checks/run.ts'
import { verdict } from '../../../src/checks/report.ts'
import { selectChecks } from '../../../src/checks/select.ts'
import { unreachable } from '../../../src/errors/catalog/network.ts'
import type { CheckResult, CheckStatus } from '../../../src/sdk/check.ts'
import { fixedClock } from '../../support/fixed.ts'

const text = (en: string) => ({ en, zh: en })
const result = (status: CheckStatus): CheckResult => ({ status, summary: text(status) })

function check(id: string, more: Partial<PlannedCheck> & { ran?: string[]; gives?: CheckStatus } = {}): PlannedCheck {
  const { ran, gives = 'pass', ...rest } = more
  const run = async () => {
    ran?.push(rest.connector === undefined ? id : `${rest.connector}/${id}`)
    return result(gives)
  }
  return { id, title: text(id), run, ...rest }
}

const clock = fixedClock()

describe('runChecks', () => {
  it('runs a check behind those it needs, and otherwise in the order given', async ({ expect }) => {
    const ran: string[] = []
    await runChecks([check('c', { needs: ['b'], ran }), check('a', { ran }), check('b', { ran })], { clock })
    expect(ran).toEqual(['b', 'c', 'a'])
  })

  it('skips a check whose need failed, and what needs that one', async ({ expect }) => {
    const ran: string[] = []
    const report = await runChecks(
      [check('a', { gives: 'fail', ran }), check('b', { needs: ['a'], ran }), check('c', { needs: ['b'], ran })],
      { clock },
    )
    expect(ran).toEqual(['a'])
    expect(report.results.map(({ status }) => status)).toEqual(['fail', 'skip', 'skip'])
    expect(report.results[1]?.summary.en).toContain('needs a')
  })

  it('runs a check whose need only warned', async ({ expect }) => {
    const report = await runChecks([check('a', { gives: 'warn' }), check('b', { needs: ['a'] })], { clock })
    expect(report.totals).toEqual({ pass: 1, warn: 1, fail: 0, skip: 0 })
  })

  it('looks for a need at the same connector first', async ({ expect }) => {
    const report = await runChecks(
      [
        check('reach', { connector: 'one', gives: 'fail' }),
        check('reach', { connector: 'two' }),
        check('skew', { connector: 'one', needs: ['reach'] }),
        check('skew', { connector: 'two', needs: ['reach'] }),
      ],
      { clock },
    )
    const skews = report.results.filter(({ id }) => id === 'skew')
    expect(skews.map(({ connector, status }) => [connector, status])).toEqual([
      ['one', 'skip'],
      ['two', 'pass'],
    ])
  })

  it('reports a check that throws as a failure that names it, and goes on', async ({ expect }) => {
    const broken = check('broken', { run: () => Promise.reject(new TypeError('x is not a function')) })
    const report = await runChecks([broken, check('after')], { clock })
    expect(report.results[0]).toMatchObject({ id: 'broken', status: 'fail' })
    expect(report.results[0]?.summary.en).toContain('broken')
    expect(report.results[0]?.summary.en).toContain('x is not a function')
    expect(report.results[1]?.status).toBe('pass')
    expect(verdict(report)).toBe('fail')
  })

  it('says of a catalogued error what the catalogue says', async ({ expect }) => {
    const error = unreachable({ url: 'https://a.example', reason: 'ENOTFOUND' })
    const report = await runChecks([check('a', { run: () => Promise.reject(error) })], { clock })
    expect(report.results[0]).toMatchObject({
      status: 'fail',
      summary: error.text,
      cause: error.likelyCause,
      command: 'integ doctor',
    })
  })

  it('survives checks that need each other', async ({ expect }) => {
    const report = await runChecks([check('a', { needs: ['b'] }), check('b', { needs: ['a'] })], { clock })
    expect(report.totals.pass).toBe(2)
  })

  it('times each check', async ({ expect }) => {
    const moving = fixedClock()
    const slow = check('slow', { run: async () => (moving.advance(250), result('pass')) })
    const report = await runChecks([slow, check('quick')], { clock: moving })
    expect(report.results.map(({ ms }) => ms)).toEqual([250, 0])
  })

  it('runs nothing after the first failure with bail', async ({ expect }) => {
    const ran: string[] = []
    const report = await runChecks([check('a', { ran }), check('b', { gives: 'fail', ran }), check('c', { ran })], {
      clock,
      bail: true,
    })
    expect(ran).toEqual(['a', 'b'])
    expect(report.results[2]).toMatchObject({ id: 'c', status: 'skip' })
  })

  it('rejects when it is cancelled, and does not call that a failure', async ({ expect }) => {
    const leave = new AbortController()
    const stuck = check('stuck', {
      run: async () => {
        leave.abort(new RangeError('cancelled'))
        throw new TypeError('socket closed')
      },
    })
    await expect(runChecks([stuck], { clock, signal: leave.signal })).rejects.toThrow('cancelled')
  })
})

describe('verdict', () => {
  it('is a failure with one fail among passes', async ({ expect }) => {
    const report = await runChecks([check('a'), check('b', { gives: 'fail' })], { clock })
    expect(verdict(report)).toBe('fail')
  })

  it('is a failure when everything was skipped, because nothing was proven', async ({ expect }) => {
    const report = await runChecks([check('a', { gives: 'skip' })], { clock })
    expect(verdict(report)).toBe('fail')
  })
})

describe('selectChecks', () => {
  const all = [
    check('start'),
    check('event.sent', { connector: 'alipay', needs: ['start'] }),
    check('event.tampered', { connector: 'alipay', needs: ['event.sent'] }),
    check('event.sent', { connector: 'wecom', needs: ['start'] }),
    check('calls.signed', { connector: 'wecom', needs: ['start'] }),
  ]
  const names = (checks: readonly PlannedCheck[]) =>
    checks.map(({ id, connector }) => (connector ? `${connector}/${id}` : id))

  it('brings along what the chosen ones need', ({ expect }) => {
    expect(names(selectChecks(all, { only: ['event.tampered'] }))).toEqual([
      'start',
      'alipay/event.sent',
      'alipay/event.tampered',
    ])
  })

  it('takes groups, connectors and lists', ({ expect }) => {
    expect(names(selectChecks(all, { only: ['wecom'] }))).toEqual(['start', 'wecom/event.sent', 'wecom/calls.signed'])
    expect(names(selectChecks(all, { only: ['wecom/event.sent,calls'] }))).toEqual([
      'start',
      'wecom/event.sent',
      'wecom/calls.signed',
    ])
    expect(names(selectChecks(all, { skip: ['event'] }))).toEqual(['start', 'wecom/calls.signed'])
  })

  it('refuses a name that fits nothing and offers the nearest', ({ expect }) => {
    expect(() => selectChecks(all, { only: ['event.tamperd'] })).toThrow(/no check "event.tamperd"/)
    try {
      selectChecks(all, { skip: ['event.tamperd'] })
    } catch (error) {
      expect(error).toMatchObject({ code: 'unknown-check', hints: [{ text: { en: 'Did you mean event.tampered?' } }] })
    }
  })
})
