import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { HttpResponse, Operation } from '../../src/sdk/index.ts'
import { wechatPay } from '../support/wechat-pay.ts'

const operation = { id: 'bill', responses: {} } as unknown as Operation
const plain = { read: () => null }

function read(body: Uint8Array): unknown {
  const protocol = wechatPay.rest!(plain as never)
  const response: HttpResponse = { kind: 'response', status: 200, headers: {}, body }
  return protocol.read(operation, response, {})
}

it('unpacks a bill, and leaves alone what is cut off or grows without bounds', () => {
  expect(read(gzipSync('交易时间,`1.00'))).toBe('交易时间,`1.00')
  const cut = gzipSync('x'.repeat(1000)).subarray(0, 20)
  expect(read(cut)).toBe(cut.toString('latin1'))
  const bomb = gzipSync(new Uint8Array(300 * 1024 * 1024), { level: 9 })
  expect(read(bomb)).toBe(bomb.toString('latin1'))
})
