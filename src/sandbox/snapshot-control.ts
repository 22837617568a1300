import { text } from './control-input.ts'
import type { ControlParts, ControlRoutes } from './control-route.ts'
import { loadSnapshot } from './snapshot-files.ts'
import { makeSnapshot, snapshotFacts, type Snapshot } from './snapshot.ts'
import { writeWhole } from './whole-file.ts'

/** The sandbox itself writes and reads the files: a world can be larger than what the control port takes. */
export const snapshotRoutes: ControlRoutes = {
  'POST snapshot/:id': async (parts, { id, body }) => {
    const place = { label: text(body, 'label'), file: text(body, 'file') }
    if (id === 'save') {
      const snapshot = await snapshotOf(parts)
      writeWhole(place.file, snapshot, { durable: true })
      return { snapshot: snapshotFacts(snapshot) }
    }
    const snapshot = loadSnapshot(place, parts.status().state)
    await parts.worlds.put(snapshot.world)
    return { snapshot: snapshotFacts(snapshot), clock: parts.travel.reading() }
  },
  'POST world': async ({ worlds }) => ({ id: await worlds.hold() }),
  'DELETE world/:id': async ({ worlds }, { id, url }) => ({
    released: await worlds.release(id, url.searchParams.get('back') === 'true'),
  }),
}

export async function snapshotOf({ worlds, status }: Pick<ControlParts, 'worlds' | 'status'>): Promise<Snapshot> {
  const { version, clock } = status()
  return makeSnapshot(await worlds.take(), { integ: version, now: Date.parse(clock.real) })
}
