import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { continuesOwnOrder, namesOfOrder, placeOwnOrder } from '../../../src/events/own-order.ts'
import { createHttpClient } from '../../../src/system/http.ts'

const driver = { request: 'POST /orders', body: { amount: '88.00' }, id: 'out_trade_no' }
const order = { name: 'order', operation: 'alipay.trade.precreate', params: {} }
const pay = { name: 'payment', action: 'alipay.buyer.pay', params: { out_trade_no: '${order.out_trade_no}' } }
const close = { name: 'close', operation: 'alipay.trade.close', params: { trade_no: '${order.trade_no}' } }

async function integration(listener: RequestListener) {
  const server = createServer(listener)
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    driver,
    base: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    http: createHttpClient({}),
  }
}

describe('an order that the integration places itself', () => {
  it('stands in for the first call where the rest asks only for its number', () => {
    expect(continuesOwnOrder(driver, [order, pay])).toBe(true)
    expect(continuesOwnOrder(driver, [order, close])).toBe(false)
    expect(continuesOwnOrder(driver, [order])).toBe(false)
  })

  it('is placed by the request of integration.json, and gives its number to later steps', async () => {
    let seen = ''
    const own = await integration((request, response) => {
      request.on('data', (chunk: Buffer) => (seen += chunk.toString()))
      request.on('end', () => response.writeHead(201).end('{"out_trade_no":"T7","state":"new"}'))
    })
    const placed = await placeOwnOrder(own)
    expect(seen).toBe('{"amount":"88.00"}')
    expect(placed).toEqual({ id: 'T7', value: { out_trade_no: 'T7', state: 'new' } })
    expect(namesOfOrder(placed, order, [pay])).toEqual({ out_trade_no: 'T7' })
  })

  it.each([
    ['refuses', 502, '{}', 'HTTP 502'],
    ['gives no number', 200, '{"id":"x"}', '"out_trade_no"'],
    ['answers no JSON', 200, 'ok', '"out_trade_no"'],
  ])('is an error that says so where the integration %s', async (_, status, body, words) => {
    const own = await integration((_request, response) => response.writeHead(status).end(body))
    await expect(placeOwnOrder(own)).rejects.toMatchObject({
      code: 'order-not-placed',
      message: expect.stringContaining(words),
    })
  })
})
