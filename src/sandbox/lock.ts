import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sandboxLocked, stateUnusable } from '../errors/catalog/sandbox.ts'
import { isAlive, processStart } from '../system/process-identity.ts'
import { readPublished } from './published.ts'
import { makeFolder } from '../system/folder.ts'

export interface Lock {
  release(): void
}
interface Holder {
  readonly pid: number
  readonly started?: string
}

/**
 * Takes the folder for this process, waiting up to `waitMs` for whoever holds it. The lock of a dead process is taken
 * over at once.
 */
export async function takeLock(folder: string, waitMs: number, signal?: AbortSignal): Promise<Lock> {
  const file = join(folder, 'lock')
  const patience = Date.now() + waitMs
  for (;;) {
    const holder = tryLock(folder, file)
    if (holder === undefined) return { release: () => releaseLock(file) }
    if (Date.now() >= patience) {
      throw sandboxLocked({ pid: holder.pid, address: readPublished(folder)?.control, state: folder })
    }
    await sleep(25, undefined, signal ? { signal } : {})
  }
}

/** Whether that process has the folder. */
export function isHeld(folder: string, pid: number): boolean {
  const holder = parseHolder(readText(join(folder, 'lock')) ?? '')
  return holder?.pid === pid && isAlive(pid, holder.started)
}

/** Undefined: it is ours. Otherwise who has it. */
function tryLock(folder: string, file: string): Holder | undefined {
  const mine = `${file}.${process.pid}.${process.hrtime.bigint().toString(36)}`
  const started = processStart(process.pid)
  try {
    makeFolder(folder, 0o700)
    writeFileSync(mine, JSON.stringify({ pid: process.pid, ...(started === undefined ? {} : { started }) }), {
      mode: 0o600,
    })
    return link(mine, file) ? undefined : contest(mine, file)
  } catch (error) {
    throw stateUnusable(
      { path: folder, reason: error instanceof Error ? error.message : String(error) },
      { cause: error },
    )
  } finally {
    discard(mine)
  }
}

/** Never in the way of the reason why it could not be written. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // The folder above is a file, or not ours: there is nothing to remove.
  }
}

function contest(mine: string, file: string): Holder | undefined {
  const text = readText(file)
  if (text === undefined) return link(mine, file) ? undefined : { pid: 0 }
  const holder = parseHolder(text)
  if (holder ? isAlive(holder.pid, holder.started) : isFresh(file)) return holder ?? { pid: 0 }
  // Moved aside first: of two processes that find the same dead holder, only one gets to move it.
  const aside = `${mine}.stale`
  try {
    renameSync(file, aside)
  } catch {
    return holder ?? { pid: 0 }
  }
  const moved = readText(aside)
  if (moved !== text) link(aside, file)
  rmSync(aside, { force: true })
  return moved === text && link(mine, file) ? undefined : (parseHolder(readText(file) ?? '') ?? { pid: 0 })
}

/** Creates `to` with its content in one step; false when it exists. File systems without links get the next best. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EEXIST') return false
    try {
      writeFileSync(to, readFileSync(from), { flag: 'wx', mode: 0o600 })
      return true
    } catch (second) {
      if ((second as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw second
    }
  }
}

function releaseLock(file: string): void {
  if (parseHolder(readText(file) ?? '')?.pid === process.pid) rmSync(file, { force: true })
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Partial<Holder> | null
    return typeof value?.pid === 'number'
      ? { pid: value.pid, ...(value.started ? { started: value.started } : {}) }
      : undefined
  } catch {
    return undefined
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** A lock without readable content may be one that is being written. */
function isFresh(file: string): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs < 500
  } catch {
    return false
  }
}
