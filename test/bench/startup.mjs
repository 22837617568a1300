// What a start costs: `integ --version` and `integ --help` beside bare `node -e 0`, in pairs (A B A B …), so that the
// machine's mood falls on both. Prints the median ratio of wall and CPU time; exits 1 past the limits.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PAIRS = Number(process.env.PAIRS ?? 20)
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const bin = here('../../bin/integ.cjs')
const env = { ...process.env }
// Node 20 parses this file at every start; it would hide what is measured.
delete env.NODE_EXTRA_CA_CERTS

function spawn(args) {
  const start = performance.now()
  const { status, output } = spawnSync(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
  return { wall: performance.now() - start, cpu: Number(output[3]) }
}

const wall = (args) => spawn(args).wall
const cpu = (args) => spawn(['--require', here('cpu.cjs'), ...args]).cpu
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

function ratio(measure, args) {
  measure(args)
  measure(['-e', '0'])
  const ratios = []
  for (let index = 0; index < PAIRS; index++) ratios.push(measure(args) / measure(['-e', '0']))
  return median(ratios)
}

function row(name, args, limit) {
  const measured = { wall: ratio(wall, args), cpu: ratio(cpu, args) }
  const over = measured.wall > limit || measured.cpu > limit
  process.stdout.write(
    `${name.padEnd(16)} wall ${measured.wall.toFixed(2)}  cpu ${measured.cpu.toFixed(2)}  limit ${limit.toFixed(2)}${over ? '  OVER' : ''}\n`,
  )
  return !over
}

process.stdout.write(`times of node -e 0, median of ${PAIRS} pairs, Node ${process.versions.node}\n`)
const good = [row('integ --version', [bin, '--version'], 1.15), row('integ --help', [bin, '--help'], 1.35)]
process.exitCode = good.every(Boolean) ? 0 : 1
