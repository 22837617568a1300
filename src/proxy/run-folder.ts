import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../system/process-identity.ts'

const NAME = /^integ-run-(\d+)-/

/** A folder of this process that nobody else may enter. What runs that were killed left behind goes first. */
export function makeRunFolder(): string {
  const place = tmpdir()
  for (const name of readdirSync(place)) {
    const pid = Number(NAME.exec(name)?.[1] ?? 0)
    if (pid > 0 && !isAlive(pid, undefined)) removeRunFolder(join(place, name))
  }
  return mkdtempSync(join(place, `integ-run-${process.pid}-`))
}

export function removeRunFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Another user's, or held open: it contains nothing that is secret.
  }
}
