import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { storeBusy } from '../errors/catalog/store.ts'
import { describeOwner, isOwnerAlive, ownerId } from './lock-owner.ts'

export interface Lock {
  release(): void
}

const WAIT_MS = 15_000
const SHORTEST_PAUSE_MS = 5
const LONGEST_PAUSE_MS = 30

/**
 * Waits until `file` is this process's alone. Throws `store-busy` after 15 s, and the file system's own errors.
 *
 * The lock file names its owner. When the owner is dead, its successor is whoever creates `<file>.after.<owner>`, and
 * so on along the line of dead owners: creating a file is exclusive, and no owner's name comes twice, so two
 * processes that see the same dead owner cannot both follow it. (Moving the dead lock away instead lets a slow
 * process move away the fresh lock of a quick one.)
 */
export async function takeLock(file: string, waitMs = WAIT_MS): Promise<Lock> {
  const me = ownerId()
  const ready = `${file}.wait.${me}`
  const patience = performance.now() + waitMs
  writeFileSync(ready, me, { flag: 'wx', mode: 0o600 })
  try {
    for (;;) {
      const taken = tryLock(file, ready, me)
      if (typeof taken !== 'string') return taken
      if (performance.now() >= patience)
        throw storeBusy({ path: file, owner: describeOwner(taken), seconds: Math.round(waitMs / 1000) })
      await sleep(SHORTEST_PAUSE_MS + Math.random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS))
    }
  } finally {
    rmSync(ready, { force: true })
  }
}

/** The lock, or who has it. */
function tryLock(file: string, ready: string, me: string): Lock | string {
  const dead: string[] = []
  let path = file
  let root: string | undefined
  for (let owner = readOwner(path); owner !== undefined; owner = readOwner(path)) {
    if (isOwnerAlive(owner, path)) return owner
    root ??= owner
    dead.push(path)
    path = `${file}.after.${owner}`
  }
  if (!create(path, ready, me)) return readOwner(path) ?? ''
  // The line may have been cleared since it was read; then its end means nothing.
  if (root !== undefined && readOwner(file) !== root) {
    rmSync(path, { force: true })
    return readOwner(file) ?? ''
  }
  const line = [...dead, path]
  sweep(file, line)
  // The first file first: without it, nothing that follows counts.
  return { release: () => line.forEach((one) => rmSync(one, { force: true })) }
}

/** Creates `path` with its content in one step; file systems without links get the next best. */
function create(path: string, ready: string, me: string): boolean {
  try {
    linkSync(ready, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
  }
  try {
    writeFileSync(path, me, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** What killed processes left behind. Only the holder comes here. */
function sweep(file: string, line: readonly string[]): void {
  const start = `${basename(file)}.`
  for (const name of readdirSync(dirname(file))) {
    if (!name.startsWith(start)) continue
    const path = join(dirname(file), name)
    const waiting = name.startsWith(`${start}wait.`)
    if (waiting ? !isOwnerAlive(name.slice(`${start}wait.`.length), path) : !line.includes(path))
      rmSync(path, { force: true })
  }
}

function readOwner(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
