import { closeSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { stateUnusable } from '../errors/catalog/sandbox.ts'
import { makeFolder } from '../system/folder.ts'

const PIECE = 1024 * 1024

/**
 * Append-only JSON lines. A line counts from the moment `append` returns: a killed process loses nothing that it
 * acknowledged, and half a line at the end is cut off at the next start.
 */
export interface AppendLog<T> {
  /** The bytes that the entry took. */
  append(entry: T): number
  /** Replaces everything, by writing a new file and renaming it. */
  rewrite(entries: Iterable<T>): void
  close(): void
}

export interface OpenedLog<T> {
  readonly log: AppendLog<T>
  readonly entries: readonly T[]
  /** Bytes of each entry, in the same order. */
  readonly sizes: readonly number[]
  /** Lines in the middle that could not be read and were left out. */
  readonly damaged: number
}

/** Keeps nothing. */
export function memoryLog<T>(): OpenedLog<T> {
  return { log: { append: () => 0, rewrite() {}, close() {} }, entries: [], damaged: 0, sizes: [] }
}

/** `isEntry`: lines that are JSON, but not what the caller can read, are damaged too. */
export function openLog<T>(file: string, isEntry: (value: unknown) => boolean): OpenedLog<T> {
  return guarded(file, () => {
    makeFolder(dirname(file), 0o700)
    let fd = openSync(file, 'a+', 0o600)
    const read = readLines(readFileSync(file), isEntry)
    if (read.torn) ftruncateSync(fd, read.length)
    // Nobody else writes while the state folder is locked.
    let size = read.length
    return {
      entries: read.entries as T[],
      sizes: read.sizes,
      damaged: read.damaged,
      log: {
        append: (entry) => {
          const line = Buffer.from(`${JSON.stringify(entry)}\n`)
          guarded(file, () => appendLine(fd, line, size))
          size += line.byteLength
          return line.byteLength
        },
        rewrite: (entries) =>
          guarded(file, () => {
            const fresh = `${file}.new`
            const next = openSync(fresh, 'w', 0o600)
            size = writeEntries(next, entries)
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

interface ReadLines {
  readonly entries: unknown[]
  readonly sizes: number[]
  readonly damaged: number
  readonly torn: boolean
  readonly length: number
}

function readLines(bytes: Buffer, isEntry: (value: unknown) => boolean): ReadLines {
  const length = bytes.lastIndexOf(0x0a) + 1
  const entries: unknown[] = []
  const sizes: number[] = []
  let damaged = 0
  for (let start = 0; start < length;) {
    const end = bytes.indexOf(0x0a, start)
    const line = bytes.subarray(start, end)
    start = end + 1
    if (line.byteLength === 0) continue
    try {
      const entry: unknown = JSON.parse(line.toString('utf8'))
      if (isEntry(entry)) {
        entries.push(entry)
        sizes.push(line.byteLength + 1)
      } else damaged += 1
    } catch {
      damaged += 1
    }
  }
  return { entries, sizes, damaged, torn: length < bytes.length, length }
}

/** A line is written whole or not at all: half a line would swallow the next one. */
function appendLine(fd: number, line: Buffer, before: number): void {
  try {
    writeAll(fd, line)
  } catch (error) {
    ftruncateSync(fd, before)
    throw error
  }
}

/** In pieces, so that a large journal is neither one text nor a million writes. */
function writeEntries(fd: number, entries: Iterable<unknown>): number {
  let piece = ''
  let size = 0
  const flush = (): void => {
    const bytes = Buffer.from(piece)
    writeAll(fd, bytes)
    size += bytes.byteLength
    piece = ''
  }
  for (const entry of entries) {
    piece += `${JSON.stringify(entry)}\n`
    if (piece.length > PIECE) flush()
  }
  flush()
  return size
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
