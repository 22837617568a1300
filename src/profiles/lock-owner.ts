import { randomBytes } from 'node:crypto'
import { readlinkSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { isAlive, processStart } from '../system/process-identity.ts'

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

/** Whether the owner named in a lock file still runs. `file` tells the age where the process cannot be asked. */
export function isOwnerAlive(id: string, file: string): boolean {
  const [host, pidText, start] = id.split('.')
  const pid = Number(pidText)
  if (!Number.isInteger(pid) || pid <= 0) return ageOf(file) < UNREADABLE_AGE_MS
  if (host !== machine()) return ageOf(file) < FOREIGN_AGE_MS
  if (!isAlive(pid, undefined)) return false
  const now = processStart(pid)
  return start === '0' || now === undefined ? ageOf(file) < UNSURE_AGE_MS : now === start
}

/** For a message: `process 4711`. */
export function describeOwner(id: string): string {
  const pid = id.split('.')[1]
  return pid ? `process ${pid}` : 'another process'
}

function ageOf(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs
  } catch {
    return 0
  }
}
