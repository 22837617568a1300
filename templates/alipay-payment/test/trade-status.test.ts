import { expect, test } from 'vitest'
import type { Order } from '../src/orders.ts'
import { applyStatus } from '../src/trade-status.ts'

const order: Order = { outTradeNo: '1', subject: 'Tea', amount: 100, state: 'waiting', createdAt: '', refunds: [] }
const after = (statuses: readonly string[]) =>
  statuses.reduce((current, status) => applyStatus(current, { status, tradeNo: '9' }, 'now'), order).state

test.each([
  [['TRADE_SUCCESS'], 'paid'],
  [['TRADE_FINISHED'], 'paid'],
  [['TRADE_SUCCESS', 'WAIT_BUYER_PAY'], 'paid'],
  [['TRADE_SUCCESS', 'TRADE_CLOSED', 'TRADE_SUCCESS'], 'closed'],
  [['WAIT_BUYER_PAY'], 'waiting'],
  [['TRADE_CLOSED'], 'closed'],
  [['SOMETHING_NEW'], 'waiting'],
])('the statuses %j leave the order %s', (statuses, state) => {
  expect(after(statuses)).toBe(state)
})
