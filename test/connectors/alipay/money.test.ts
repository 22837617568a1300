import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatYuan, MOST, parseYuan } from '../../../src/connectors/alipay/simulator/money.ts'
import { BUYER, openSandbox, ORDER, outcome } from './bench.ts'

describe('money', () => {
  it('reads back what it writes, for every amount of cents', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: MOST }), (cents) => parseYuan(formatYuan(cents)) === cents))
  })

  it.each([
    ['0.01', 1],
    ['0.1', 10],
    ['1', 100],
    ['1.10', 110],
    ['100000000', MOST],
    ['100000000.00', MOST],
  ])('reads %s as %i cents', (text, cents) => expect(parseYuan(text)).toBe(cents))

  it.each(['', '.5', '1.', '1.001', '1e2', '-1', '+1', ' 1', '1,000', '１', 'NaN', '0x10', undefined, 12.5, null])(
    'does not take %j',
    (text) => expect(parseYuan(text)).toBeUndefined(),
  )

  it.each([
    ['0.00', 'ACQ.INVALID_PARAMETER'],
    ['0.001', 'ACQ.INVALID_PARAMETER'],
    ['0.01', '10000'],
    ['100000000.00', '10000'],
    ['100000000.01', 'ACQ.TOTAL_FEE_EXCEED'],
  ])('answers an order over %s yuan with %s', (amount, code) => {
    expect(outcome(openSandbox().call('create', { ...ORDER, ...BUYER, total_amount: amount }))).toBe(code)
  })

  it('adds a hundred refunds of one cent without losing any', () => {
    const sandbox = openSandbox()
    sandbox.call('create', { ...ORDER, ...BUYER, total_amount: '1.00' })
    sandbox.act('buyer.pay', { out_trade_no: 'T1' })
    const fees = Array.from({ length: 100 }, (_, index) => {
      const refund = { out_trade_no: 'T1', refund_amount: '0.01', out_request_no: `R${index}` }
      return sandbox.call('refund', refund)['refund_fee']
    })
    expect(fees[28]).toBe('0.29')
    expect(fees[99]).toBe('1.00')
    expect(sandbox.call('query', { out_trade_no: 'T1' })['trade_status']).toBe('TRADE_CLOSED')
  })

  it('wants the parts of an order to add up, to the cent', () => {
    const order = { ...ORDER, ...BUYER, total_amount: '0.30' }
    const parts = (one: string, other: string) => ({ ...order, discountable_amount: one, undiscountable_amount: other })
    expect(outcome(openSandbox().call('create', parts('0.10', '0.20')))).toBe('10000')
    expect(outcome(openSandbox().call('create', parts('0.10', '0.21')))).toBe('ACQ.INVALID_PARAMETER')
  })
})
