// Signed deliveries a second: one action emits many events; each is written to the journal, signed, sent to a receiver in a
// process of its own, and its attempt written to the journal. HMAC beside a plain `fetch` loop with the same bodies, 64 at a
// time; RSA beside what openssl says one core can sign. Judged by the CPU time of the sending process, as openssl counts;
// the clock is shown beside it.
import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { createPlace } from './place.mjs'
import { cpuSeconds, here, plainEnv, signRate } from './processes.mjs'
import { createReport, median } from './report.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const COUNT = Number(process.env.COUNT ?? 4000)
const report = createReport(
  `signed deliveries through the journal, ${COUNT} events at once, median of ${ROUNDS} rounds`,
)
const place = createPlace()
const receiver = spawn(process.execPath, [here('receiver.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] })
const lines = createInterface({ input: receiver.stdout })[Symbol.asyncIterator]()
const heard = async () => {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('not everything arrived within a minute')), 60_000)
  })
  try {
    return JSON.parse((await Promise.race([lines.next(), late])).value)
  } finally {
    clearTimeout(timer)
  }
}

/** Deliveries by the clock and by CPU second of the sender. */
async function measured(count, send) {
  receiver.stdin.write(`${JSON.stringify({ expect: count })}\n`)
  await heard()
  const [cpu, { seconds }] = await Promise.all([send(), heard()])
  return { rate: count / seconds, perCpuSecond: count / cpu }
}

const burst = (type, url) => async () => {
  const before = cpuSeconds(place.sandboxPid())
  const { control, token } = place.control()
  const answer = await fetch(`${control}/__integ/act`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'bench.burst', params: { count: String(COUNT), type, url } }),
  })
  if (answer.status !== 200) throw new Error(`the action was refused: ${await answer.text()}`)
  await answer.arrayBuffer()
  return cpuSeconds(place.sandboxPid()) - before
}

const loop = (url) => async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [here('fetch-loop.mjs'), url, String(COUNT)], {
    env: plainEnv(),
  })
  return Number(stdout)
}

const of = (list, pick) => Math.round(median(list.map(pick)))
const told = (list) =>
  `${of(list, ({ perCpuSecond }) => perCpuSecond)} a CPU second, ${of(list, ({ rate }) => rate)} by the clock`

try {
  const { port } = await heard()
  const url = `http://127.0.0.1:${port}/`
  place.integ(['connector', 'add', here('connector'), '--id', 'bench'])
  place.startSandbox(['--connector', 'bench'])
  const hmac = []
  const plain = []
  const rsa = []
  const floors = []
  for (const type of ['bench.hmac', 'bench.rsa']) await measured(COUNT, burst(type, url))
  for (let round = 0; round < ROUNDS; round++) {
    plain.push(await measured(COUNT, loop(url)))
    hmac.push(await measured(COUNT, burst('bench.hmac', url)))
    floors.push(signRate())
    rsa.push(await measured(COUNT, burst('bench.rsa', url)))
  }
  report.say(
    `floors: fetch loop ${told(plain)}; ${floors[0].by}, one core, ${of(floors, ({ rate }) => rate)} signatures a second`,
  )
  report.row('HMAC, over the fetch loop', {
    ratio: median(hmac.map(({ perCpuSecond }, at) => perCpuSecond / plain[at].perCpuSecond)),
    limit: 4,
    atLeast: true,
    detail: told(hmac),
  })
  report.row('RSA, over the signatures of a core', {
    ratio: median(rsa.map(({ perCpuSecond }, at) => perCpuSecond / floors[at].rate)),
    limit: 0.7,
    atLeast: true,
    detail: told(rsa),
  })
} finally {
  receiver.stdin.end()
  place.remove()
}
