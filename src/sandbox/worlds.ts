import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { connectorNotServed } from '../errors/catalog/sandbox.ts'
import type { Dispatcher } from './dispatch.ts'
import type { Exchanges } from './exchanges.ts'
import type { Travel } from './travel.ts'
import { writeWhole } from './whole-file.ts'
import { isWorld } from './world-shape.ts'
import { putWorld, takeWorld, type World, type WorldParts } from './world.ts'

/** Takes and puts whole worlds while the sandbox runs, between two deliveries. */
export interface Worlds {
  readonly take: () => Promise<World>
  /** All of it or, when it cannot be written, none of it. Throws `connector-not-served`. */
  readonly put: (world: World) => Promise<void>
  /** Changes what is stored; a change that throws leaves everything as it was. */
  readonly change: <T>(work: () => T | Promise<T>) => Promise<T>
  /** Keeps the world of this moment until `release`, which can put it back. */
  readonly hold: () => Promise<string>
  readonly release: (id: string, back: boolean) => Promise<boolean>
}

export interface WorldsPorts extends WorldParts {
  readonly dispatcher: Pick<Dispatcher, 'idle' | 'restock' | 'resume'>
  readonly travel: Pick<Travel, 'standing'>
  readonly exchanges: Exchanges
  /** Absent: in memory only. */
  readonly folder: string | undefined
  /** Whether what is due later is this process's business. */
  readonly resumes: () => boolean
}

/** A world on its way into the files: after a crash in between, the next start puts it in. */
const redoFile = (folder: string): string => join(folder, 'restore.json')
/** Forgotten by whoever asked for them. */
const HELD_LIMIT = 8

export function createWorlds(ports: WorldsPorts): Worlds {
  const { dispatcher, travel, exchanges, folder } = ports
  const held = new Map<string, World>()
  let count = 0
  const quietly = <T>(work: () => T | Promise<T>): Promise<T> =>
    travel.standing(async () => {
      await dispatcher.idle()
      return work()
    })
  const swap = (world: World): void => {
    if (folder !== undefined) writeWhole(redoFile(folder), world, { durable: true })
    dispatcher.restock()
    putWorld(ports, world)
    if (folder !== undefined) rmSync(redoFile(folder), { force: true })
    for (const id of Object.keys(world.connectors)) exchanges.clear(id)
    if (ports.resumes()) dispatcher.resume()
  }
  const put = (world: World): Promise<void> =>
    quietly(() => {
      const served = [...ports.platforms.keys()]
      const connector = Object.keys(world.connectors).find((id) => !served.includes(id))
      if (connector !== undefined) throw connectorNotServed({ connector, served })
      const before = takeWorld(ports)
      try {
        swap(world)
      } catch (error) {
        swap(before)
        throw error
      }
    })
  return {
    put,
    take: () => quietly(() => takeWorld(ports)),
    change: (work) =>
      quietly(async () => {
        const before = takeWorld(ports)
        try {
          return await work()
        } catch (error) {
          swap(before)
          throw error
        }
      }),
    hold: async () => {
      const world = await quietly(() => takeWorld(ports))
      count += 1
      const id = String(count)
      held.set(id, world)
      for (const old of [...held.keys()].slice(0, -HELD_LIMIT)) held.delete(old)
      return id
    },
    release: async (id, back) => {
      const world = held.get(id)
      held.delete(id)
      if (world && back) await put(world)
      return world !== undefined
    },
  }
}

/** Finishes what an earlier process began and did not live to finish. */
export function finishPut(parts: WorldParts, folder: string | undefined): void {
  if (folder === undefined) return
  let world: unknown
  try {
    world = JSON.parse(readFileSync(redoFile(folder), 'utf8'))
  } catch {
    return
  }
  if (!isWorld(world)) return
  const served = Object.entries(world.connectors).filter(([id]) => parts.platforms.has(id))
  putWorld(parts, { ...world, connectors: Object.fromEntries(served) })
  rmSync(redoFile(folder), { force: true })
}
