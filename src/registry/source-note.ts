import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MANIFEST_FILE } from './manifest.ts'

/** Beside a compiled connector: what it was made from, so that it can be made again when that changes. */
export interface SourceNote {
  /** Entry of integration.json that it stands for. */
  readonly entry: string
  /** Absolute path of the document or folder. */
  readonly source: string
  readonly root?: string
  readonly files: readonly (readonly [path: string, modified: number, size: number])[]
}

const NOTE_FILE = 'source.json'

export function writeNote(folder: string, note: Omit<SourceNote, 'files'>, files: readonly string[]): void {
  const stamped = files.map((path) => {
    const { mtimeMs, size } = statSync(path)
    return [path, mtimeMs, size] as const
  })
  writeFileSync(join(folder, NOTE_FILE), JSON.stringify({ ...note, files: stamped } satisfies SourceNote))
}

export function readNote(folder: string): SourceNote | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, NOTE_FILE), 'utf8')) as SourceNote
  } catch {
    return undefined
  }
}

/** Sources that are gone do not count: the compiled form is then all there is. */
export function isStale(note: SourceNote): boolean {
  if (!existsSync(note.source)) return false
  return note.files.some(([path, modified, size]) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat === undefined || stat.mtimeMs !== modified || stat.size !== size
  })
}

/** Folders with a manifest, by name of the folder. */
export function compiledIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, MANIFEST_FILE)))
    .sort()
}
