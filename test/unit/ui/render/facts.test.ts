import { expect, it } from 'vitest'
import { tellingFacts } from '../../../../src/ui/render/facts.ts'

it('tells of a refund what was given back, not what the order came to', () => {
  const payload = { out_trade_no: 'T1', refund_status: 'SUCCESS', amount: { total: 8888, refund: 250 } }
  expect(tellingFacts(payload)).toEqual([
    { name: 'out_trade_no', value: 'T1' },
    { name: 'refund_status', value: 'SUCCESS' },
    { name: 'refund', value: '250' },
  ])
})
