import { randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync, statSync } from 'node:fs'
import { hostname } from 'node:os'

/** After this a lock that cannot be judged by its process is taken for abandoned. A change takes milliseconds. */
const FOREIGN_AGE_MS = 10_000
const UNREADABLE_AGE_MS = 2_000
const UNSURE_AGE_MS = 60_000

/** `<machine>.<pid>.<start>.<random>`: never the same twice, even when the process id is. */
export function ownerId(): string {
  return [machine(), process.pid, processStart(process.pid) ?? '0', randomBytes(6).toString('hex')].join('.')
}

/** A process id means something only inside one process namespace of one machine. */
function machine(): string {
  const host = hostname().replace(/[^A-Za-z0-9-]/g, '-')
  try {
    return `${host}-${readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')}`
  } catch {
    return host
  }
}

/** When a process started, in the kernel's ticks; only Linux tells it without starting a program. */
function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name stands in parentheses and may hold blanks; the start is field 22.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

/** Whether the owner named in a lock file still runs. `file` tells the age where the process cannot be asked. */
export function isAlive(id: string, file: string): boolean {
  const [host, pidText, start] = id.split('.')
  const pid = Number(pidText)
  if (!Number.isInteger(pid) || pid <= 0) return ageOf(file) < UNREADABLE_AGE_MS
  if (host !== machine()) return ageOf(file) < FOREIGN_AGE_MS
  if (!runs(pid)) return false
  const now = processStart(pid)
  return start === '0' || now === undefined ? ageOf(file) < UNSURE_AGE_MS : now === start
}

/** For a message: `process 4711`. */
export function describeOwner(id: string): string {
  const pid = id.split('.')[1]
  return pid ? `process ${pid}` : 'another process'
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function ageOf(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs
  } catch {
    return 0
  }
}
