import { describe, expect, it } from 'vitest'
import { BUYER, DAY, EMPTY, HOUR, MINUTE, openSandbox, ORDER, outcome, simulator, stubOperation } from './bench.ts'

type Sandbox = ReturnType<typeof openSandbox>
const NAMED = { out_trade_no: 'T1' }

/** How each state is reached. */
const STATES: Readonly<Record<string, (sandbox: Sandbox) => void>> = {
  nothing: () => {},
  'order code': (s) => void s.call('precreate', ORDER),
  waiting: (s) => void s.call('create', { ...ORDER, ...BUYER }),
  paid: (s) => {
    s.call('create', { ...ORDER, ...BUYER })
    s.act('buyer.pay', NAMED)
  },
  closed: (s) => {
    s.call('create', { ...ORDER, ...BUYER })
    s.call('close', NAMED)
  },
  refunded: (s) => {
    s.call('create', { ...ORDER, ...BUYER })
    s.act('buyer.pay', NAMED)
    s.call('refund', { ...NAMED, refund_amount: '88.88', out_request_no: 'R0' })
  },
  finished: (s) => {
    s.call('create', { ...ORDER, ...BUYER })
    s.act('buyer.pay', NAMED)
    s.wait(366 * DAY)
  },
}

const NOT_THERE = 'ACQ.TRADE_NOT_EXIST'
/** state, query (trade_status or code), close, refund, cancel (action or code), create again */
const TABLE = [
  ['nothing', NOT_THERE, NOT_THERE, NOT_THERE, 'none', '10000'],
  ['order code', NOT_THERE, NOT_THERE, NOT_THERE, 'none', '10000'],
  ['waiting', 'WAIT_BUYER_PAY', '10000', 'ACQ.TRADE_STATUS_ERROR', 'close', '10000'],
  ['paid', 'TRADE_SUCCESS', 'ACQ.TRADE_STATUS_ERROR', '10000', 'refund', 'ACQ.TRADE_HAS_SUCCESS'],
  ['closed', 'TRADE_CLOSED', 'ACQ.TRADE_STATUS_ERROR', 'ACQ.TRADE_HAS_CLOSE', 'close', 'ACQ.TRADE_HAS_CLOSE'],
  ['refunded', 'TRADE_CLOSED', 'ACQ.TRADE_STATUS_ERROR', 'ACQ.TRADE_HAS_CLOSE', 'refund', 'ACQ.TRADE_HAS_CLOSE'],
  [
    'finished',
    'TRADE_FINISHED',
    'ACQ.TRADE_STATUS_ERROR',
    'ACQ.TRADE_HAS_FINISHED',
    'ACQ.TRADE_HAS_FINISHED',
    'ACQ.TRADE_HAS_SUCCESS',
  ],
] as const

describe.each(TABLE)('a trade that is %s', (state, queried, closed, refunded, cancelled, created) => {
  const reached = () => {
    const sandbox = openSandbox()
    STATES[state]!(sandbox)
    return sandbox
  }
  it(`is ${queried} to query`, () => {
    const result = reached().call('query', NAMED)
    expect(result['trade_status'] ?? outcome(result)).toBe(queried)
  })
  it(`answers close with ${closed}`, () => expect(outcome(reached().call('close', NAMED))).toBe(closed))
  it(`answers a new refund with ${refunded}`, () => {
    expect(outcome(reached().call('refund', { ...NAMED, refund_amount: '1.00', out_request_no: 'R1' }))).toBe(refunded)
  })
  it(`answers cancel with ${cancelled}`, () => {
    const result = reached().call('cancel', NAMED)
    expect(result['sub_code'] ?? result['action'] ?? 'none').toBe(cancelled)
  })
  it(`answers another create with ${created}`, () => {
    expect(outcome(reached().call('create', { ...ORDER, ...BUYER }))).toBe(created)
  })
})

describe('time', () => {
  it.each([
    ['precreate', {}, 2 * HOUR],
    ['precreate', { qr_code_timeout_express: '10m' }, 10 * MINUTE],
    ['precreate', { timeout_express: '30m' }, 30 * MINUTE],
  ])('takes an unscanned order code from the buyer: %s %j', (name, more, ms) => {
    const sandbox = openSandbox()
    sandbox.call(name, { ...ORDER, ...more })
    sandbox.wait(ms)
    expect(() => sandbox.act('buyer.pay', NAMED)).toThrow(/expired/)
  })

  it.each([
    ['create', BUYER, 15 * DAY],
    ['create', { ...BUYER, timeout_express: '1c' }, 12 * HOUR],
    ['create', { ...BUYER, timeout_express: '90m' }, 90 * MINUTE],
    ['create', { ...BUYER, timeout_express: '2d', time_expire: '2026-07-01 12:05:00' }, 5 * MINUTE],
    ['pay', { auth_code: '286666666666666666', total_amount: '2000.01' }, 3 * HOUR],
  ])('closes an unpaid trade, not a moment early: %s %j', (name, more, ms) => {
    const sandbox = openSandbox()
    sandbox.call(name, { ...ORDER, ...more })
    sandbox.wait(ms - 1)
    expect(sandbox.call('query', NAMED)['trade_status']).toBe('WAIT_BUYER_PAY')
    sandbox.wait(1)
    expect(sandbox.call('query', NAMED)['trade_status']).toBe('TRADE_CLOSED')
    expect(() => sandbox.act('buyer.pay', NAMED)).toThrow(/closed/)
  })

  it.each([
    [{ timeout_express: '16d' }, 'ACQ.INVALID_PARAMETER'],
    [{ timeout_express: '1.5h' }, 'ACQ.INVALID_PARAMETER'],
    [{ timeout_express: '0m' }, 'ACQ.INVALID_PARAMETER'],
    [{ time_expire: '2026-07-01 11:59:59' }, 'ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR'],
    [{ time_expire: '2026-02-30 12:00:00' }, 'ACQ.INVALID_PARAMETER'],
    [{ time_expire: '2026-08-01 12:00:00' }, 'ACQ.INVALID_PARAMETER'],
  ])('refuses %j with %s', (more, code) => {
    expect(outcome(openSandbox().call('create', { ...ORDER, ...BUYER, ...more }))).toBe(code)
  })

  it('ends the window for a cancel after a day', () => {
    const sandbox = openSandbox()
    STATES['paid']!(sandbox)
    sandbox.wait(DAY + 1)
    expect(outcome(sandbox.call('cancel', NAMED))).toBe('ACQ.TRADE_CANCEL_TIME_OUT')
  })
})

describe('the buyer', () => {
  it('begins the trade by scanning, and pays it later', () => {
    const sandbox = openSandbox()
    sandbox.call('precreate', ORDER)
    expect(sandbox.act('buyer.scan', NAMED)['trade_status']).toBe('WAIT_BUYER_PAY')
    const { trade_no: tradeNo } = sandbox.call('query', NAMED)
    expect(sandbox.act('buyer.pay', { trade_no: tradeNo! })).toEqual({
      out_trade_no: 'T1',
      trade_no: tradeNo,
      trade_status: 'TRADE_SUCCESS',
      total_amount: '88.88',
    })
    expect(sandbox.call('query', NAMED)['send_pay_date']).toBe('2026-07-01 12:00:00')
  })

  it('cannot pay twice, nor what nobody ordered', () => {
    const sandbox = openSandbox()
    STATES['paid']!(sandbox)
    expect(() => sandbox.act('buyer.pay', NAMED)).toThrow(/already paid/)
    expect(() => sandbox.act('buyer.pay', { out_trade_no: 'T2' })).toThrow(/no order T2/)
    expect(() => sandbox.act('buyer.pay')).toThrow(/out_trade_no or trade_no/)
  })

  it('is asked for the password above 2000 yuan only', () => {
    const sandbox = openSandbox()
    const { auth_code: first } = sandbox.act('buyer.code')
    const { auth_code: second } = sandbox.act('buyer.code')
    const small = sandbox.call('pay', { ...ORDER, total_amount: '2000.00', auth_code: first! })
    const large = sandbox.call('pay', { ...ORDER, out_trade_no: 'T2', total_amount: '2000.01', auth_code: second! })
    expect([small['code'], large['code'], large['msg']]).toEqual(['10000', '10003', 'order success pay inprocess'])
    sandbox.act('buyer.pay', { out_trade_no: 'T2' })
    expect(sandbox.call('query', { out_trade_no: 'T2' })['trade_status']).toBe('TRADE_SUCCESS')
  })

  it.each(['123', '316666666666666666', '28666', 'fp123'])('has no payment code %s', (code) => {
    const result = openSandbox().call('pay', { ...ORDER, auth_code: code })
    expect(result).toMatchObject({
      code: '40004',
      sub_code: 'ACQ.PAYMENT_AUTH_CODE_INVALID',
      receipt_amount: '0.00',
      out_trade_no: 'T1',
    })
  })

  it('may not be the seller', () => {
    const body = { ...ORDER, ...BUYER, seller_id: BUYER.buyer_id }
    expect(outcome(openSandbox().call('create', body))).toBe('ACQ.BUYER_SELLER_EQUAL')
  })
})

describe('answers', () => {
  it('carry typed zero fields when query finds nothing', () => {
    expect(openSandbox().call('query', NAMED)).toEqual({
      code: '40004',
      msg: 'Business Failed',
      sub_code: 'ACQ.TRADE_NOT_EXIST',
      sub_msg: '交易不存在',
      buyer_pay_amount: '0.00',
      invoice_amount: '0.00',
      out_trade_no: 'T1',
      point_amount: '0.00',
      receipt_amount: '0.00',
    })
  })

  it('have a 28-digit trade number and a buyer of 2088…', () => {
    const sandbox = openSandbox()
    STATES['paid']!(sandbox)
    const result = sandbox.call('query', NAMED)
    expect(result['trade_no']).toMatch(/^2026070122001\d{15}$/)
    expect(result['buyer_user_id']).toMatch(/^2088\d{12}$/)
  })

  it('let trade_no win over out_trade_no', () => {
    const sandbox = openSandbox()
    STATES['waiting']!(sandbox)
    expect(outcome(sandbox.call('query', { ...NAMED, trade_no: '2026070122001400000500000009' }))).toBe(
      'ACQ.TRADE_NOT_EXIST',
    )
  })

  it('keep the trades of two apps apart', () => {
    const sandbox = openSandbox()
    STATES['waiting']!(sandbox)
    const other = { ...sandbox.simulation, credential: { app_id: '9021000000000002' } }
    const operation = stubOperation('alipay.trade.query')
    const call = { ...other, operation, params: {}, body: NAMED, request: EMPTY }
    expect(simulator.handlers['alipay.trade.query']!(call)).toMatchObject({ body: { sub_code: 'ACQ.TRADE_NOT_EXIST' } })
    expect(sandbox.call('query', NAMED)['trade_status']).toBe('WAIT_BUYER_PAY')
  })
})
