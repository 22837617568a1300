import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../support/sources.ts'

/** How the shop treats notifications. */
export type Manner =
  /** Verifies with the platform's own SDK, remembers what it handled. */
  | 'right'
  /** Acknowledges everything. */
  | 'believes-all'
  /** Checks order and amount, but no signature. */
  | 'skips-signature'
  /** Verifies; takes any amount. */
  | 'skips-amount'
  /** Verifies; answers for orders of others, too. */
  | 'skips-order'
  /** Verifies, and answers SUCCESS. */
  | 'shouts'
  /** Verifies, and fails the second time. */
  | 'fails-twice'
  /** Verifies; its calls are signed with a key of its own. */
  | 'signs-wrong'
  /** Ends at once with words of its own. */
  | 'dies'

/** An integration with one file, which is what partners write: places orders, receives notifications. */
export function makeShop(folder: string, manner: Manner, more: Readonly<Record<string, unknown>> = {}): string {
  const project = {
    connectors: ['alipay'],
    start: `"${process.execPath}" server.mjs ${manner}`,
    url: 'http://127.0.0.1:39517',
    events: { alipay: '/alipay/notify' },
    orders: { alipay: { request: 'POST /orders', body: { amount: '88.00' }, id: 'out_trade_no' } },
    ...more,
  }
  writeFileSync(join(folder, 'integration.json'), JSON.stringify(project))
  writeFileSync(join(folder, 'server.mjs'), source)
  return folder
}

const sdk = pathToFileURL(join(root, 'node_modules/alipay-sdk/dist/esm/index.js')).href

const source = `
import { createServer } from 'node:http'
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { AlipaySdk } from ${JSON.stringify(sdk)}

const manner = process.argv[2]
writeFileSync('pid', String(process.pid))
if (manner === 'dies') {
  console.error('cannot find the database')
  process.exit(3)
}
const foreign = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64')
const alipay = new AlipaySdk({
  appId: process.env.ALIPAY_APP_ID,
  privateKey: manner === 'signs-wrong' ? foreign() : process.env.ALIPAY_PRIVATE_KEY,
  alipayPublicKey: process.env.ALIPAY_PUBLIC_KEY,
  gateway: process.env.ALIPAY_GATEWAY,
})
const orders = new Map()
const base = 'http://127.0.0.1:' + process.env.PORT

async function placeOrder(body) {
  const out_trade_no = 'S' + Date.now() + orders.size
  const result = await alipay.exec('alipay.trade.precreate', {
    notifyUrl: base + '/alipay/notify',
    bizContent: { out_trade_no, total_amount: body.amount, subject: 'Sample' },
  })
  if (result.code !== '10000') return [502, JSON.stringify(result)]
  orders.set(out_trade_no, { amount: body.amount, seen: new Set() })
  return [201, JSON.stringify({ out_trade_no, qrCode: result.qrCode })]
}

function notified(text) {
  const fields = Object.fromEntries(new URLSearchParams(text))
  if (manner === 'believes-all') return [200, 'success']
  if (manner !== 'skips-signature' && !alipay.checkNotifySignV2(fields)) return [400, 'fail']
  const order = orders.get(fields.out_trade_no)
  if (!order && manner === 'skips-order') return [200, 'success']
  if (!order || (manner !== 'skips-amount' && order.amount !== fields.total_amount)) return [400, 'fail']
  if (manner === 'fails-twice' && order.seen.has(fields.notify_id)) return [500, 'duplicate entry']
  order.seen.add(fields.notify_id)
  return [200, manner === 'shouts' ? 'SUCCESS' : 'success']
}

createServer(async (request, response) => {
  let text = ''
  for await (const chunk of request) text += chunk
  let answer = [404, 'not found']
  try {
    if (request.url === '/orders') answer = await placeOrder(JSON.parse(text))
    if (request.url === '/alipay/notify') answer = notified(text)
  } catch (error) {
    answer = [502, JSON.stringify({ error: error.message })]
  }
  response.writeHead(answer[0], { 'content-type': 'text/plain' })
  response.end(answer[1])
}).listen(Number(process.env.PORT), '127.0.0.1')
`
