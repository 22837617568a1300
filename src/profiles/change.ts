import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { storeNewer, storeNotWritable, storeNotWritten } from '../errors/catalog/store.ts'
import { IntegError } from '../errors/integ-error.ts'
import { parseContents, serialise, STORE_VERSION, toStored, type Contents } from './contents.ts'
import { takeLock } from './lock.ts'
import { copyOf, prepareFolder, readCopy, readStore, realPlace, sweepTemporary } from './place.ts'

/** Puts a value into a file in one step. */
export type Writer = (file: string, value: Record<string, unknown>) => void
/** Given what is on disk now: what should be, absent when nothing changes, and what the caller wants to know. */
export type Decide<T> = (now: Contents) => { readonly next?: Contents; readonly result: T }

/**
 * Lock, read what is there now, decide, write, look at what was written. Throws `store-…`; whatever it throws, the
 * store is as it was.
 */
export async function changeStore<T>(
  location: string,
  decide: Decide<T>,
  openWriter: () => Promise<Writer>,
): Promise<T> {
  const file = realPlace(location)
  try {
    prepareFolder(dirname(file))
    // Before the lock, so that others do not wait while it loads.
    const write = await openWriter()
    const lock = await takeLock(`${file}.lock`)
    try {
      recover(file)
      const now = readStore(file)
      if (now.version > STORE_VERSION) throw storeNewer({ path: location, version: now.version })
      const { next, result } = decide(now)
      if (next) replace(file, toStored(next), write)
      return result
    } finally {
      lock.release()
    }
  } catch (error) {
    throw explain(error, location)
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const UNWRITABLE = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOENT',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
  'EINVAL',
  'ENAMETOOLONG',
])

function explain(error: unknown, path: string): unknown {
  if (error instanceof IntegError) return error
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (FULL.has(code)) return storeNotWritten({ path }, { cause: error })
  return UNWRITABLE.has(code) ? storeNotWritable({ path, reason: code }, { cause: error }) : error
}

/** Tidies up after a process that was killed while it wrote. Under the lock. */
function recover(file: string): void {
  sweepTemporary(file, readdirSync(dirname(file)))
  const copy = copyOf(file)
  if (!existsSync(copy)) return
  if (existsSync(file) && !isWhole(file) && readCopy(file)) renameSync(copy, file)
  else rmSync(copy, { force: true })
}

function isWhole(file: string): boolean {
  try {
    parseContents(readFileSync(file, 'utf8'), file)
    return true
  } catch {
    return false
  }
}

/**
 * Conf writes a temporary file, syncs it and renames it, but takes a write that a full disk cut short for a whole
 * one. So a copy stands by, and what was written is compared with what should be there.
 */
function replace(file: string, value: Record<string, unknown>, write: Writer): void {
  const copy = standBy(file)
  try {
    write(file, value)
    if (readFileSync(file, 'utf8') !== serialise(value)) throw storeNotWritten({ path: file })
    chmodSync(file, 0o600)
  } catch (error) {
    if (copy) renameSync(copy, file)
    else rmSync(file, { force: true })
    throw error
  }
  if (copy) rmSync(copy, { force: true })
}

/** Undefined when there is nothing to copy. A copy that did not become whole is not left to be taken for one. */
function standBy(file: string): string | undefined {
  if (!existsSync(file)) return undefined
  const copy = copyOf(file)
  try {
    copyFileSync(file, copy)
    chmodSync(copy, 0o600)
    return copy
  } catch (error) {
    rmSync(copy, { force: true })
    throw error
  }
}
