import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../system/process-identity.ts'

const NAME = /^integ-run-(\d+)-/

/**
 * A folder of this process that nobody else may enter. What this user's runs that were killed left behind goes first:
 * in a folder of somebody else, a name could be swapped for a link while it is being emptied.
 */
export function makeRunFolder(): string {
  const place = tmpdir()
  for (const name of readdirSync(place)) {
    const pid = Number(NAME.exec(name)?.[1] ?? 0)
    if (pid > 0 && !isAlive(pid, undefined) && isOwn(join(place, name))) removeRunFolder(join(place, name))
  }
  return mkdtempSync(join(place, `integ-run-${process.pid}-`))
}

function isOwn(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid())
}

export function removeRunFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Another user's, or held open: it contains nothing that is secret.
  }
}
