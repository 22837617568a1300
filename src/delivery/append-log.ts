import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { stateUnusable } from '../errors/catalog/sandbox.ts'
import { makeFolder } from '../system/folder.ts'

/**
 * Append-only JSON lines. A line counts from the moment `append` returns: a killed process loses nothing that it
 * acknowledged, and half a line at the end is cut off at the next start.
 */
export interface AppendLog<T> {
  append(entry: T): void
  /** Replaces everything, by writing a new file and renaming it. */
  rewrite(entries: Iterable<T>): void
  close(): void
}

export interface OpenedLog<T> {
  readonly log: AppendLog<T>
  readonly entries: readonly T[]
  /** Lines in the middle that could not be read and were left out. */
  readonly damaged: number
}

/** Keeps nothing. */
export function memoryLog<T>(): OpenedLog<T> {
  return { log: { append() {}, rewrite() {}, close() {} }, entries: [], damaged: 0 }
}

export function openLog<T>(file: string): OpenedLog<T> {
  return guarded(file, () => {
    makeFolder(dirname(file), 0o700)
    let fd = openSync(file, 'a+', 0o600)
    const read = readLines(readFileSync(file))
    if (read.torn) ftruncateSync(fd, read.length)
    return {
      entries: read.entries as T[],
      damaged: read.damaged,
      log: {
        append: (entry) => guarded(file, () => appendLine(fd, `${JSON.stringify(entry)}\n`)),
        rewrite: (entries) =>
          guarded(file, () => {
            const fresh = `${file}.new`
            const next = openSync(fresh, 'w', 0o600)
            for (const entry of entries) writeAll(next, Buffer.from(`${JSON.stringify(entry)}\n`))
            closeSync(next)
            closeSync(fd)
            fd = -1
            renameSync(fresh, file)
            fd = openSync(file, 'a', 0o600)
          }),
        close: () => {
          if (fd >= 0) closeSync(fd)
          fd = -1
        },
      },
    }
  })
}

function readLines(bytes: Buffer): { entries: unknown[]; damaged: number; torn: boolean; length: number } {
  const length = bytes.lastIndexOf(0x0a) + 1
  const entries: unknown[] = []
  let damaged = 0
  for (const line of bytes.subarray(0, length).toString('utf8').split('\n')) {
    if (line === '') continue
    try {
      entries.push(JSON.parse(line))
    } catch {
      damaged += 1
    }
  }
  return { entries, damaged, torn: length < bytes.length, length }
}

/** A line is written whole or not at all: half a line would swallow the next one. */
function appendLine(fd: number, line: string): void {
  const before = fstatSync(fd).size
  try {
    writeAll(fd, Buffer.from(line))
  } catch (error) {
    ftruncateSync(fd, before)
    throw error
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  let written = 0
  while (written < bytes.length) written += writeSync(fd, bytes, written)
}

function guarded<R>(path: string, work: () => R): R {
  try {
    return work()
  } catch (error) {
    throw stateUnusable({ path, reason: error instanceof Error ? error.message : String(error) }, { cause: error })
  }
}
