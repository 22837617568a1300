// Child processes of the benchmarks: whole-process times, and one command on a core of its own.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

export const here = (path) => fileURLToPath(new URL(path, import.meta.url))
export const bin = here('../../bin/integ.cjs')

/** Node 20 parses that file at every start; it would hide what is measured. */
export function plainEnv(more = {}) {
  const env = { ...process.env, ...more }
  delete env.NODE_EXTRA_CA_CERTS
  delete env.NODE_OPTIONS
  return env
}

/** Wall milliseconds, or with `cpu` the CPU milliseconds of the whole process. */
export function timeOf(args, { env = plainEnv(), cwd, cpu = false } = {}) {
  const start = performance.now()
  const all = cpu ? ['--require', here('cpu.cjs'), ...args] : args
  const { status, output } = spawnSync(process.execPath, all, { env, cwd, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${output[2]}`)
  return cpu ? Number(output[3]) / 1000 : performance.now() - start
}

/** Ratios of wall and of CPU time of `args` to bare `node -e 0`, in pairs, so that the machine's mood falls on both. */
export function pairs(args, count, options = {}) {
  const bare = ['-e', '0']
  const measured = { wall: [], cpu: [] }
  for (const one of [args, bare]) timeOf(one, options)
  for (let index = 0; index < count; index++)
    for (const kind of ['wall', 'cpu']) {
      const own = timeOf(args, { ...options, cpu: kind === 'cpu' })
      measured[kind].push(own / timeOf(bare, { ...options, cpu: kind === 'cpu' }))
    }
  return measured
}

/** Command line that runs on these cores; as it is where the system cannot say so. */
export function onCores(cores, command) {
  return canPin() ? ['taskset', '-c', cores, ...command] : command
}

export function canPin() {
  return availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0
}

/** RSA-2048 signatures a second that one core makes: openssl's own figure, else node's. */
export function signRate(seconds = 2) {
  const [command, ...args] = onCores('0', ['openssl', 'speed', '-seconds', String(seconds), 'rsa2048'])
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  const found = status === 0 ? /^rsa 2048 bits\s+\S+\s+\S+\s+([\d.]+)/m.exec(stdout) : null
  if (found) return { by: 'openssl speed', rate: Number(found[1]) }
  const code = `const c=require('node:crypto');const k=c.generateKeyPairSync('rsa',{modulusLength:2048}).privateKey;
    const b=Buffer.alloc(300);const end=Date.now()+${seconds * 1000};let n=0;while(Date.now()<end){c.sign('sha256',b,k);n++}console.log(n/${seconds})`
  const [own, ...rest] = onCores('0', [process.execPath, '-e', code])
  return { by: "node's own sign loop", rate: Number(execFileSync(own, rest, { encoding: 'utf8' })) }
}

/** CPU seconds that a process has used; NaN where the system does not tell. */
export function cpuSeconds(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN
  }
}
