import { expect, it } from 'vitest'
import { formatTable } from '../../../src/ui/table.ts'

it('aligns columns, Chinese text included', () => {
  expect(
    formatTable([
      ['支付', 'a'],
      ['refund', 'b'],
    ]),
  ).toBe('支付    a\nrefund  b')
})

it('cuts the last column to the width of a terminal, and nothing without one', () => {
  const rows = [
    ['id', 'a rather long summary of what this does'],
    ['id2', 'short'],
  ]
  expect(formatTable(rows, { width: 24 }).split('\n')[0]).toBe('id   a rather long summ…')
  expect(formatTable(rows)).toContain('of what this does')
})
