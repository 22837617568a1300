import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { snapshotName, snapshotNotFound } from '../errors/catalog/snapshot.ts'
import { nearest } from '../text/nearest.ts'
import { readSnapshot, snapshotFacts, type Snapshot, type SnapshotFacts } from './snapshot.ts'

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u
/** Names that Windows keeps for itself. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

export interface SnapshotPlace {
  /** The name, or the path as it was given. */
  readonly label: string
  /** Absolute path. */
  readonly file: string
}

const folderOf = (state: string): string => join(state, 'snapshots')

/** Where a snapshot is: a file when it looks like a path, else a name in the state folder. Throws `snapshot-name`. */
export function placeOfSnapshot(given: string, state: string, cwd: string): SnapshotPlace {
  if (/[\\/]/.test(given) || /\.json$/i.test(given)) return { label: given, file: resolve(cwd, given) }
  const name = given.normalize('NFC')
  if (!NAME.test(name) || name.includes('..') || name.endsWith('.') || RESERVED.test(name))
    throw snapshotName({ name: given })
  return { label: name, file: join(folderOf(state), `${name}.json`) }
}

/** Throws `snapshot-not-found`, `snapshot-damaged`, `snapshot-newer`. */
export function loadSnapshot(place: SnapshotPlace, state: string): Snapshot {
  let text: string
  try {
    text = readFileSync(place.file, 'utf8')
  } catch (cause) {
    throw snapshotNotFound({ name: place.label, nearest: nearest(place.label, namesIn(state)) }, { cause })
  }
  return readSnapshot(text, place.label)
}

export interface ListedSnapshot {
  readonly name: string
  readonly file: string
  /** Absent: it cannot be read. */
  readonly facts?: SnapshotFacts
}

export function listSnapshots(state: string): readonly ListedSnapshot[] {
  return namesIn(state).map((name) => {
    const file = join(folderOf(state), `${name}.json`)
    try {
      return { name, file, facts: snapshotFacts(readSnapshot(readFileSync(file, 'utf8'), name)) }
    } catch {
      return { name, file }
    }
  })
}

/** Throws `snapshot-not-found`. */
export function removeSnapshot(place: SnapshotPlace, state: string): void {
  try {
    rmSync(place.file)
  } catch (cause) {
    throw snapshotNotFound({ name: place.label, nearest: nearest(place.label, namesIn(state)) }, { cause })
  }
}

function namesIn(state: string): readonly string[] {
  try {
    return readdirSync(folderOf(state))
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .sort()
  } catch {
    return []
  }
}
