import { describe, expect, it } from 'vitest'
import { BUYER, openSandbox, ORDER, outcome } from './bench.ts'

const NAMED = { out_trade_no: 'T1' }

function paid() {
  const sandbox = openSandbox()
  sandbox.call('create', { ...ORDER, ...BUYER })
  sandbox.act('buyer.pay', NAMED)
  return sandbox
}

describe('create, precreate and pay', () => {
  it('answer a repeated create with the same trade_no', () => {
    const sandbox = openSandbox()
    const first = sandbox.call('create', { ...ORDER, ...BUYER })
    expect(sandbox.call('create', { ...ORDER, ...BUYER })).toEqual(first)
  })

  it.each([{ total_amount: '88.89' }, { subject: 'Tea' }, { body: 'Two bags' }, { seller_id: '2088000000000009' }])(
    'refuse the same number with %j',
    (other) => {
      const sandbox = openSandbox()
      sandbox.call('create', { ...ORDER, ...BUYER })
      for (const name of ['create', 'precreate', 'pay']) {
        const body = { ...ORDER, ...BUYER, auth_code: '286666666666666666', ...other }
        expect(outcome(sandbox.call(name, body))).toBe('ACQ.CONTEXT_INCONSISTENT')
      }
    },
  )

  it('take 88.8 and 88.80 as the same amount', () => {
    const sandbox = openSandbox()
    const first = sandbox.call('create', { ...ORDER, ...BUYER, total_amount: '88.8' })
    expect(sandbox.call('create', { ...ORDER, ...BUYER, total_amount: '88.80' })).toEqual(first)
  })

  it('give a repeated precreate a new code that pays the same order', () => {
    const sandbox = openSandbox()
    const first = sandbox.call('precreate', ORDER)
    const second = sandbox.call('precreate', ORDER)
    expect(second['qr_code']).not.toBe(first['qr_code'])
    expect(second['qr_code']).toMatch(/^https:\/\/qr\.alipay\.com\/bax/)
    sandbox.act('buyer.pay', NAMED)
    expect(outcome(sandbox.call('precreate', ORDER))).toBe('ACQ.TRADE_HAS_SUCCESS')
  })

  it('take a payment code once', () => {
    const sandbox = openSandbox()
    const code = { auth_code: '286666666666666666' }
    expect(outcome(sandbox.call('pay', { ...ORDER, ...code }))).toBe('10000')
    expect(outcome(sandbox.call('pay', { ...ORDER, ...code }))).toBe('ACQ.TRADE_HAS_SUCCESS')
    expect(outcome(sandbox.call('pay', { ...ORDER, out_trade_no: 'T2', ...code }))).toBe(
      'ACQ.PAYMENT_AUTH_CODE_INVALID',
    )
  })

  it('answer a repeated pay with the same waiting trade', () => {
    const sandbox = openSandbox()
    const body = { ...ORDER, total_amount: '5000.00', auth_code: '286666666666666666' }
    const first = sandbox.call('pay', body)
    expect(sandbox.call('pay', body)).toEqual(first)
  })
})

describe('refund', () => {
  const refund = { ...NAMED, refund_amount: '1.00', out_request_no: 'R1' }

  it('happens once for the same number and amount', () => {
    const sandbox = paid()
    expect(sandbox.call('refund', refund)).toMatchObject({ code: '10000', fund_change: 'Y', refund_fee: '1.00' })
    expect(sandbox.call('refund', refund)).toMatchObject({ code: '10000', fund_change: 'N', refund_fee: '1.00' })
    expect(sandbox.emitted.filter(({ type }) => type === 'alipay.trade.refunded')).toHaveLength(1)
  })

  it('refuses the same number with another amount, and gives typed zero fields', () => {
    const sandbox = paid()
    sandbox.call('refund', refund)
    expect(sandbox.call('refund', { ...refund, refund_amount: '2.00' })).toMatchObject({
      sub_code: 'ACQ.DISCORDANT_REPEAT_REQUEST',
      refund_fee: '0.00',
      send_back_fee: '0.00',
    })
  })

  it('adds up, answers the sum, and closes the trade at the total', () => {
    const sandbox = paid()
    expect(sandbox.call('refund', refund)['refund_fee']).toBe('1.00')
    expect(sandbox.call('refund', { ...refund, out_request_no: 'R2', refund_amount: '0.99' })['refund_fee']).toBe(
      '1.99',
    )
    expect(sandbox.call('query', NAMED)['trade_status']).toBe('TRADE_SUCCESS')
    const over = sandbox.call('refund', { ...refund, out_request_no: 'R3', refund_amount: '86.90' })
    expect(outcome(over)).toBe('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL')
    const rest = sandbox.call('refund', { ...refund, out_request_no: 'R4', refund_amount: '86.89' })
    expect(rest['refund_fee']).toBe('88.88')
    expect(sandbox.call('query', NAMED)['trade_status']).toBe('TRADE_CLOSED')
    expect(sandbox.call('refund', refund)).toMatchObject({ code: '10000', fund_change: 'N', refund_fee: '88.88' })
  })

  it('needs a number when it is partial, and takes out_trade_no when it is whole', () => {
    const sandbox = paid()
    expect(outcome(sandbox.call('refund', { ...NAMED, refund_amount: '1.00' }))).toBe('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL')
    expect(outcome(sandbox.call('refund', { ...NAMED, refund_amount: '88.88' }))).toBe('10000')
    const queried = sandbox.call('fastpay.refund.query', { ...NAMED, out_request_no: 'T1' })
    expect(queried).toMatchObject({ refund_status: 'REFUND_SUCCESS', refund_amount: '88.88' })
  })

  it.each([
    ['0.00', 'ACQ.REASON_TRADE_REFUND_FEE_ERR'],
    ['88.89', 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL'],
    ['1.001', 'ACQ.INVALID_PARAMETER'],
    ['-1', 'ACQ.INVALID_PARAMETER'],
  ])('refuses the amount %s with %s', (amount, code) => {
    expect(outcome(paid().call('refund', { ...refund, refund_amount: amount }))).toBe(code)
  })

  it('says what was sent back only when asked for', () => {
    const asked = { ...refund, query_options: ['refund_detail_item_list'] }
    expect(paid().call('refund', refund)['send_back_fee']).toBe('0.00')
    expect(paid().call('refund', asked)).toMatchObject({
      send_back_fee: '1.00',
      refund_detail_item_list: [{ amount: '1.00', fund_channel: 'ALIPAYACCOUNT' }],
    })
  })

  it('is found again by number, and an unknown number is a success without fields', () => {
    const sandbox = paid()
    sandbox.call('refund', { ...refund, refund_reason: 'damaged' })
    const query = { ...NAMED, out_request_no: 'R1' }
    expect(sandbox.call('fastpay.refund.query', query)).toMatchObject({
      refund_reason: 'damaged',
      total_amount: '88.88',
    })
    expect(sandbox.call('fastpay.refund.query', query)['gmt_refund_pay']).toBeUndefined()
    const options = { ...query, query_options: ['gmt_refund_pay', 'refund_detail_item_list'] }
    expect(sandbox.call('fastpay.refund.query', options)['gmt_refund_pay']).toBe('2026-07-01 12:00:00')
    expect(sandbox.call('fastpay.refund.query', { ...query, out_request_no: 'R9' })).toEqual({
      code: '10000',
      msg: 'Success',
    })
  })
})

describe('cancel', () => {
  it.each(['waiting', 'paid'])('answers the same again for a trade that was %s', (state) => {
    const sandbox = state === 'paid' ? paid() : openSandbox()
    if (state === 'waiting') sandbox.call('create', { ...ORDER, ...BUYER })
    const first = sandbox.call('cancel', NAMED)
    expect(first).toMatchObject({ code: '10000', retry_flag: 'N', action: state === 'paid' ? 'refund' : 'close' })
    expect(sandbox.call('cancel', NAMED)).toEqual(first)
    expect(sandbox.call('query', NAMED)['trade_status']).toBe('TRADE_CLOSED')
  })
})
