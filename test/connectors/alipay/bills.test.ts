import { afterAll, beforeAll, expect, it } from 'vitest'
import { unzip } from '../../../src/sdk/archive.ts'
import { formatBeijing } from '../../../src/connectors/alipay/beijing-time.ts'
import { sdk } from './bench.ts'
import { openLive, type Live } from './live.ts'

let live: Live
beforeAll(async () => void (live = await openLive()))
afterAll(() => live.close())

const bill = (bill_type: string, bill_date: string, more: { protocol?: string } = {}) =>
  live.ask('alipay.data.dataservice.bill.downloadurl.query', { bill_type, bill_date }, more)
const nowThere = async () => Date.parse((await live.client.clock()).now)

it('a bill is a zip of GBK files with the payments and refunds of its day, at an address that lives 30 seconds', async () => {
  const day = formatBeijing(await nowThere()).slice(0, 10)
  await live.ask('alipay.trade.precreate', { out_trade_no: 'B1', total_amount: '10.00', subject: '龙井, 二两' })
  await live.client.act('alipay.buyer.pay', { out_trade_no: 'B1' })
  await live.ask('alipay.trade.refund', { out_trade_no: 'B1', refund_amount: '2.50', out_request_no: 'R1' })
  expect((await bill('trade', day)).error).toBe('isp.bill_not_exist')
  await live.client.setClock(new Date(Date.parse(`${day}T00:00:00+08:00`) + 33.5 * 3_600_000).toISOString())

  const found = await bill('trade', day)
  expect(found.error).toBeUndefined()
  const zip = await fetch(found['bill_download_url']!)
  expect(zip.headers.get('content-type')).toBe('application/zip')
  const files = unzip(new Uint8Array(await zip.arrayBuffer()))
  expect(files.map(({ name }) => name.replace(/^\d{16}0156_\d{8}_/, ''))).toEqual([
    '业务明细.csv',
    '业务明细(汇总).csv',
  ])
  const lines = sdk.charset.decode(files[0]!.bytes, 'gbk').split('\r\n')
  expect(lines[4]).toMatch(/^支付宝交易号,商户订单号,业务类型,/)
  const payment = lines[5]!
  expect(payment).toContain(',交易,"龙井, 二两",')
  expect(payment).toContain(',10.00,10.00,')
  expect(lines[6]).toContain(',退款,')
  expect(lines[6]).toContain(',-2.50,-2.50,')
  expect(lines.filter((line) => line.startsWith('#交易合计'))).toEqual([
    '#交易合计：1笔，商家实收共10.00元，商家优惠共0.00元',
  ])

  expect((await bill('signcustomer', day, { protocol: 'v3' })).error).toBeUndefined()
  await live.client.advanceClock('31s')
  expect((await fetch(found['bill_download_url']!)).status).toBe(403)
})

it('a bill without data, of tomorrow, or of an unknown kind is refused', async () => {
  const tomorrow = formatBeijing((await nowThere()) + 86_400_000).slice(0, 10)
  expect((await bill('trade', '2020-01-01')).error).toBe('isp.bill_not_exist')
  expect((await bill('trade', tomorrow)).error).toBe('invalid_arguments')
  expect((await bill('trade', '2020-02-30')).error).toBe('invalid_arguments')
  expect((await bill('guess', '2020-01-01')).error).toBe('invalid_arguments')
})
