import { createHash } from 'node:crypto'
import { snapshotDamaged, snapshotNewer } from '../errors/catalog/snapshot.ts'
import type { Text } from '../text/text.ts'
import { isTooDeep } from './json-depth.ts'
import { isWorld } from './world-shape.ts'
import type { World } from './world.ts'

const FORMAT = 'integ-sandbox-snapshot'
/** Raised when an older integ could not read what a newer one writes. */
export const SNAPSHOT_VERSION = 1

/** What a snapshot says of itself; the world beside it, and a digest over the world. */
export interface Snapshot {
  readonly format: typeof FORMAT
  readonly version: number
  /** Version of integ. */
  readonly integ: string
  /** Real time, ISO 8601. */
  readonly takenAt: string
  readonly digest: string
  readonly world: World
}

export interface SnapshotFacts {
  readonly takenAt: string
  readonly integ: string
  /** The sandbox's time in it. */
  readonly at: string
  readonly connectors: readonly string[]
  readonly entries: number
  readonly events: number
}

const digestOf = (world: unknown): string => createHash('sha256').update(JSON.stringify(world)).digest('hex')

export function makeSnapshot(world: World, about: { readonly integ: string; readonly now: number }): Snapshot {
  const takenAt = new Date(about.now).toISOString()
  return { format: FORMAT, version: SNAPSHOT_VERSION, integ: about.integ, takenAt, digest: digestOf(world), world }
}

/** Throws `snapshot-damaged`, and `snapshot-newer` for one of a version that this integ does not know. */
export function readSnapshot(text: string, label: string): Snapshot {
  let value: Partial<Snapshot> | null
  try {
    value = JSON.parse(text) as Partial<Snapshot> | null
  } catch {
    throw damaged(label, { en: 'it is not JSON, or cut off', zh: '不是 JSON，或内容不完整' })
  }
  return checkSnapshot(value, label)
}

export function checkSnapshot(value: unknown, label: string): Snapshot {
  const given = (typeof value === 'object' ? value : null) as Partial<Snapshot> | null
  if (given?.format !== FORMAT) throw damaged(label, { en: 'it is no snapshot', zh: '不是快照文件' })
  if (typeof given.version !== 'number') throw damaged(label, { en: 'it has no version', zh: '没有版本号' })
  if (given.version > SNAPSHOT_VERSION)
    throw snapshotNewer({ file: label, version: given.version, known: SNAPSHOT_VERSION })
  if (isTooDeep(given)) throw damaged(label, { en: 'it is nested too deeply', zh: '嵌套过深' })
  if (!isWorld(given.world)) throw damaged(label, { en: 'what it holds is no world', zh: '其内容无法识别' })
  if (given.digest !== digestOf(given.world))
    throw damaged(label, { en: 'its content was changed after it was taken', zh: '内容在保存后被改动' })
  return given as Snapshot
}

function damaged(file: string, reason: Text) {
  return snapshotDamaged({ file, reason })
}

export function snapshotFacts({ takenAt, integ, world }: Snapshot): SnapshotFacts {
  return {
    takenAt,
    integ,
    at: new Date(world.clock.at).toISOString(),
    connectors: Object.keys(world.connectors),
    entries: Object.values(world.connectors).reduce((sum, entries) => sum + entries.length, 0),
    events: world.events.length,
  }
}
