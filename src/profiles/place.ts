import { chmodSync, existsSync, lstatSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { storeForeign } from '../errors/catalog/store.ts'
import { IntegError } from '../errors/integ-error.ts'
import { parseContents, type Contents, EMPTY } from './contents.ts'
import { makeFolder } from '../system/folder.ts'

const OPEN_TO_OTHERS = 0o077
const STICKY = 0o1000

/** Where the store is after links of the user's own were followed. */
export function realPlace(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** The copy that stands beside the store while it is being replaced. */
export const copyOf = (file: string): string => `${file}.before`

/**
 * The contents as they are on disk. No file, or no way to look: empty. Throws `store-damaged`, unless a copy
 * shows that a write was cut off, and the file system's error when the file is there but not ours to read.
 */
export function readStore(file: string): Contents {
  const text = readText(file)
  if (text === undefined) return EMPTY
  try {
    return parseContents(text, file)
  } catch (error) {
    const copy = error instanceof IntegError ? readCopy(file) : undefined
    if (copy) return copy
    throw error
  }
}

export function readCopy(file: string): Contents | undefined {
  try {
    return parseContents(readFileSync(copyOf(file), 'utf8'), file)
  } catch {
    return undefined
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    // A home folder that this user may not even enter, as in containers: there is nothing of ours in it.
    if (code === 'EACCES' && !isVisible(file)) return undefined
    throw error
  }
}

function isVisible(file: string): boolean {
  try {
    lstatSync(file)
    return true
  } catch {
    return false
  }
}

/** Makes the folder, for this user only. Throws `store-foreign`, and the file system's errors. */
export function prepareFolder(folder: string): void {
  makeFolder(folder, 0o700)
  if (process.platform === 'win32') return
  const { uid, mode } = statSync(folder)
  if (uid !== process.geteuid?.()) throw storeForeign({ path: folder, owner: uid })
  // A folder such as /tmp is everybody's on purpose; the file itself stays closed.
  if ((mode & OPEN_TO_OTHERS) !== 0 && (mode & STICKY) === 0) chmodSync(folder, 0o700)
}

/** Folder and files that other users of this machine can look into. */
export function looseParts(file: string): string[] {
  if (process.platform === 'win32') return []
  return [dirname(file), file].filter((path) => existsSync(path) && (statSync(path).mode & OPEN_TO_OTHERS) !== 0)
}

/** Conf's half-written files (`profiles.json.tmp-…`), which hold secrets and stay behind when it is killed. */
export function sweepTemporary(file: string, names: readonly string[]): void {
  const start = `${basename(file)}.tmp-`
  for (const name of names) if (name.startsWith(start)) rmSync(join(dirname(file), name), { force: true })
}
