import { describe, expect, it } from 'vitest'
import { nearest } from '../../../src/text/nearest.ts'

describe('nearest', () => {
  it('finds the name that was misspelt', () => {
    expect(nearest('out_trade_on', ['trade_no', 'out_trade_no'])).toBe('out_trade_no')
    expect(nearest('cal', ['create', 'call', 'validate'])).toBe('call')
  })

  it('completes a name that lacks its end with the shortest one, wherever it stands', () => {
    expect(nearest('isv.invalid-signatur', ['isv.invalid-signature-type', 'isv.invalid-signature'])).toBe(
      'isv.invalid-signature',
    )
    expect(nearest('isv.invalid-signature', ['isv.invalid-signature-type', 'isv.invalid-signature'])).toBe(
      'isv.invalid-signature',
    )
    expect(nearest('alipay.trade.pre', ['alipay.trade.pay', 'alipay.trade.precreate'])).toBe('alipay.trade.precreate')
  })

  it('finds nothing where nothing is close', () => {
    expect(nearest('refund', ['login', 'sandbox'])).toBeUndefined()
    expect(nearest('x', [])).toBeUndefined()
  })
})
