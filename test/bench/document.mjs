// Validated requests of an OpenAPI document a second, beside Prism: the same document, the same request, the same load
// generator, in turns. Prism is installed into a cache folder the first time (PRISM names another folder).
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPlace } from './place.mjs'
import { cpuSeconds, here, plainEnv } from './processes.mjs'
import { createReport, median } from './report.mjs'
import { load, wireOf } from './run-load.mjs'

const PRISM = '@stoplight/prism-cli@5.14.2'
const ROUNDS = Number(process.env.ROUNDS ?? 3)
const SECONDS = Number(process.env.SECONDS ?? 3)
const report = createReport('validated requests of an OpenAPI document, beside Prism silenced')
const folder = process.env.PRISM ?? join(tmpdir(), 'integ-bench-prism')
const document = here('shop.yaml')
const order = {
  item: 'tea',
  quantity: 2,
  price: '8.80',
  buyer: { name: 'Ada', email: 'ada@example.com' },
  tags: ['gift'],
}

function install() {
  const main = join(folder, 'node_modules/@stoplight/prism-cli/dist/index.js')
  if (existsSync(main)) return main
  mkdirSync(folder, { recursive: true })
  const options = ['--prefix', folder, '--no-audit', '--no-fund', '--no-save', '--ignore-scripts']
  const { status, stderr } = spawnSync('npm', ['install', ...options, PRISM], { encoding: 'utf8' })
  return status === 0 && existsSync(main)
    ? main
    : void report.say(`${PRISM} cannot be installed: ${stderr.slice(-200)}`)
}

/** Until somebody accepts connections there. */
async function listening(port) {
  for (let turn = 0; turn < 300; turn++) {
    const socket = connect(port, '127.0.0.1')
    const open = await new Promise((resolve) => {
      socket.on('connect', () => resolve(true))
      socket.on('error', () => resolve(false))
    })
    socket.destroy()
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('Prism does not start')
}

const request = (port) =>
  wireOf({
    method: 'POST',
    path: '/shops/7/orders?dryRun=false',
    port,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })

/** By the clock and by CPU second of the server. */
async function measured(port, pid, least = 0) {
  const before = cpuSeconds(pid)
  const { rate, count } = await load({ port, requests: [request(port)], connections: 16, seconds: SECONDS, least })
  return { rate, perCpuSecond: count / (cpuSeconds(pid) - before) }
}

const place = createPlace()
let prism
try {
  const main = install()
  if (main === undefined) process.exitCode = 1
  else {
    const port = 20_000 + (process.pid % 20_000)
    prism = spawn(
      process.execPath,
      [main, 'mock', '--errors', '-v', 'silent', '-h', '127.0.0.1', '-p', String(port), document],
      {
        stdio: 'ignore',
        env: plainEnv({ CHOKIDAR_USEPOLLING: '1' }),
      },
    )
    await listening(port)
    place.integ(['connector', 'add', document, '--id', 'shop'])
    const { shop } = place.startSandbox(['--connector', 'shop'])
    const ours = []
    const theirs = []
    for (let round = -1; round < ROUNDS; round++) {
      const pair = [
        await measured(port, prism.pid, round < 0 ? 5000 : 0),
        await measured(shop, place.sandboxPid(), round < 0 ? 5000 : 0),
      ]
      if (round < 0) continue
      theirs.push(pair[0])
      ours.push(pair[1])
    }
    const of = (list, pick) => Math.round(median(list.map(pick)))
    const told = (list) =>
      `${of(list, ({ perCpuSecond }) => perCpuSecond)} a CPU second, ${of(list, ({ rate }) => rate)} by the clock`
    report.say(`floor: ${PRISM} ${told(theirs)}`)
    report.row('integ, over Prism', {
      ratio: median(ours.map(({ perCpuSecond }, at) => perCpuSecond / theirs[at].perCpuSecond)),
      limit: 5,
      atLeast: true,
      detail: told(ours),
    })
  }
} finally {
  prism?.kill()
  place.remove()
}
