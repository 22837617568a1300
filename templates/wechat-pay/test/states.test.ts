import { expect, test } from 'vitest'
import type { Order } from '../src/orders.ts'
import { applyRefund, applyTransaction } from '../src/states.ts'

const order: Order = { outTradeNo: '1', description: 'Tea', total: 100, state: 'waiting', createdAt: '', refunds: [] }

test.each([
  [['SUCCESS'], 'paid'],
  [['REFUND'], 'paid'],
  [['SUCCESS', 'NOTPAY'], 'paid'],
  [['SUCCESS', 'CLOSED'], 'paid'],
  [['NOTPAY'], 'waiting'],
  [['CLOSED'], 'closed'],
  [['CLOSED', 'SUCCESS'], 'closed'],
  [['SOMETHING_NEW'], 'waiting'],
])('the states %j leave the order %s', (states, expected) => {
  const after = states.reduce((current, state) => applyTransaction(current, { state }, 'now'), order)
  expect(after.state).toBe(expected)
})

test.each([
  [['PROCESSING'], 'accepted', 'paid'],
  [['PROCESSING', 'SUCCESS'], 'done', 'closed'],
  [['SUCCESS', 'PROCESSING'], 'done', 'closed'],
  [['ABNORMAL', 'SUCCESS'], 'done', 'closed'],
  [['CLOSED', 'SUCCESS'], 'failed', 'paid'],
  [['SOMETHING_NEW'], 'asked', 'paid'],
])('the refund statuses %j leave the refund %s and the order %s', (statuses, refund, state) => {
  const paid: Order = { ...order, state: 'paid', refunds: [{ refundNo: 'r', amount: 100, state: 'asked' }] }
  const after = statuses.reduce((current, status) => applyRefund(current, 'r', status), paid)
  expect([after.refunds[0]?.state, after.state]).toEqual([refund, state])
})
