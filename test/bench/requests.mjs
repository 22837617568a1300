// Signed requests a second: alipay.trade.query over keep-alive connections, each request's RSA signature verified and each
// answer signed. The floor is what openssl says one core can sign. First with the sandbox held to one core and the load on
// the other, then with both cores for both. On one core the judge is the sandbox's own CPU time, since openssl counts its
// own too, and other programs may want the core meanwhile; on two it is the clock.
import { createSign } from 'node:crypto'
import { createPlace } from './place.mjs'
import { canPin, cpuSeconds, signRate } from './processes.mjs'
import { createReport, median } from './report.mjs'
import { load, wireOf } from './run-load.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const SECONDS = Number(process.env.SECONDS ?? 3)
const report = createReport('signed sandbox requests: verified RSA request, signed answer')
const place = createPlace()
place.startSandbox(['--connector', 'alipay'])
place.integ([
  'call',
  'alipay.trade.pay',
  'out_trade_no=B1',
  'total_amount=1',
  'subject=Tea',
  'auth_code=280000000000000001',
])
place.stopSandbox()

/** As a partner's own code makes it; nothing of integ. */
function query(credential, port, index) {
  const form = { biz_content: JSON.stringify({ out_trade_no: 'B1' }) }
  const common = {
    app_id: credential.app_id,
    charset: 'utf-8',
    method: 'alipay.trade.query',
    sign_type: 'RSA2',
    timestamp: `2026-01-01 00:00:${String(index % 60).padStart(2, '0')}`,
    version: '1.0',
  }
  const signed = Object.entries({ ...common, ...form }).sort(([a], [b]) => (a < b ? -1 : 1))
  const text = signed.map(([name, value]) => `${name}=${value}`).join('&')
  const sign = createSign('sha256').update(text).sign(credential.private_key, 'base64')
  return wireOf({
    method: 'POST',
    path: `/gateway.do?${new URLSearchParams({ ...common, sign })}`,
    port,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams(form).toString(),
  })
}

/** Answers a second of a sandbox that runs on `cores`, and a second of its CPU time. */
async function rateOn(cores, loadCores) {
  const { alipay: port } = place.startSandbox(['--connector', 'alipay'], cores)
  const credential = place.credential('alipay')
  const requests = Array.from({ length: 60 }, (_, index) => query(credential, port, index))
  const options = { port, requests, connections: 32 }
  // Until V8 has compiled what is asked for all the time.
  await load({ ...options, seconds: 1, least: 20_000 }, loadCores)
  const before = cpuSeconds(place.sandboxPid())
  const { rate, count } = await load({ ...options, seconds: SECONDS }, loadCores)
  const spent = cpuSeconds(place.sandboxPid()) - before
  place.stopSandbox()
  return { rate, perCpuSecond: Number.isNaN(spent) ? rate : count / spent }
}

try {
  if (!canPin()) report.say('taskset is missing, or there is one core only: nothing is held to a core')
  const one = []
  const two = []
  let by = ''
  for (let round = 0; round < ROUNDS; round++) {
    const floor = signRate()
    by = floor.by
    const single = await rateOn('0', '1')
    one.push({ ...single, ratio: single.perCpuSecond / floor.rate, floor: floor.rate })
    const both = await rateOn('0,1', '0,1')
    two.push({ ...both, ratio: both.rate / single.rate })
  }
  const text = (list) => {
    const of = (pick) => Math.round(median(list.map(pick)))
    return `${of(({ perCpuSecond }) => perCpuSecond)} a CPU second, ${of(({ rate }) => rate)} by the clock`
  }
  report.say(`floor: ${by}, one core, ${Math.round(median(one.map(({ floor }) => floor)))} signatures a second`)
  report.row('one core, over the floor', {
    ratio: median(one.map(({ ratio }) => ratio)),
    limit: 0.7,
    atLeast: true,
    detail: text(one),
  })
  report.row('two cores, over one', {
    ratio: median(two.map(({ ratio }) => ratio)),
    limit: 1.6,
    atLeast: true,
    detail: text(two),
  })
} finally {
  place.remove()
}
