import { runToy } from './run-toy.ts'

/** Bundled by tests into a program of its own: `integ sandbox …` with the toy, and signals as `src/main.ts` takes them. */
const leave = new AbortController()
let isInterrupted = false
process.once('SIGINT', () => {
  isInterrupted = true
  leave.abort()
})
process.once('SIGTERM', () => leave.abort())
const home = process.env['TOY_HOME'] ?? ''
const { stdout, stderr, stdin } = process
const streams = { stdout, stderr, stdin }
const code = await runToy(process.argv.slice(2), {
  home,
  streams,
  signal: leave.signal,
  env: process.env,
  packageRoot: process.env['TOY_ROOT'] ?? '',
})
process.exitCode = isInterrupted ? 130 : code
stdin.unref?.()
