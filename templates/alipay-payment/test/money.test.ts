import { expect, test } from 'vitest'
import { toAmount, toCents } from '../src/money.ts'

test.each([
  ['88', 8800],
  ['88.5', 8850],
  ['0.01', 1],
  ['0', undefined],
  ['-1', undefined],
  ['1.005', undefined],
  ['1e3', undefined],
  [88, undefined],
])('%j is %j cents', (amount, cents) => {
  expect(toCents(amount)).toBe(cents)
})

test('cents are written with two places', () => {
  expect([1, 10, 8850, 100_000_000].map(toAmount)).toEqual(['0.01', '0.10', '88.50', '1000000.00'])
})
