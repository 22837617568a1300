import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { stateUnusable } from '../errors/catalog/sandbox.ts'
import { makeFolder } from '../system/folder.ts'

/** Writes a JSON file that is there whole or not at all, readable by this user only. Throws `sandbox-state-unusable`. */
export function writeWhole(file: string, value: object, options: { readonly durable?: boolean } = {}): void {
  const fresh = `${file}.${process.pid}.new`
  try {
    makeFolder(dirname(file), 0o700)
    // Never through what stands there already: in a folder of several users it could be another's file, or a link.
    discard(fresh)
    const fd = openSync(fresh, 'wx', 0o600)
    try {
      const bytes = Buffer.from(`${JSON.stringify(value)}\n`)
      let written = 0
      while (written < bytes.length) written += writeSync(fd, bytes, written)
      if (options.durable === true) fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(fresh, file)
  } catch (error) {
    discard(fresh)
    throw stateUnusable(
      { path: file, reason: error instanceof Error ? error.message : String(error) },
      { cause: error },
    )
  }
}

/** Never in the way of the reason why it could not be written. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // The folder cannot be written at all.
  }
}
