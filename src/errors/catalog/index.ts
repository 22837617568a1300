import type { Text } from '../../text/text.ts'
import type { ErrorEntry } from '../integ-error.ts'
import * as auth from './auth.ts'
import * as authorisation from './authorisation.ts'
import * as call from './call.ts'
import * as checks from './checks.ts'
import * as clock from './clock.ts'
import * as connector from './connector.ts'
import * as create from './create.ts'
import * as deliveries from './deliveries.ts'
import * as events from './events.ts'
import * as faults from './faults.ts'
import * as filesystem from './filesystem.ts'
import * as inspector from './inspector.ts'
import * as network from './network.ts'
import * as project from './project.ts'
import * as rotation from './rotation.ts'
import * as sandbox from './sandbox.ts'
import * as seed from './seed.ts'
import * as snapshot from './snapshot.ts'
import * as store from './store.ts'
import * as terminal from './terminal.ts'
import * as usage from './usage.ts'

/** What `explain` can say of an error of ours without an occurrence of it. */
export interface KnownError {
  readonly code: string
  readonly title: Text
  readonly cause: Text
  readonly fixes: readonly Text[]
}

/** Every entry of the catalogue. */
export function errorEntries(): readonly KnownError[] {
  const areas = [
    auth,
    authorisation,
    call,
    checks,
    clock,
    connector,
    create,
    deliveries,
    events,
    faults,
    filesystem,
    inspector,
    network,
    project,
    rotation,
    sandbox,
    seed,
    snapshot,
    store,
    terminal,
    usage,
  ]
  return areas
    .flatMap((area) => Object.values(area as Record<string, unknown>).filter(isFactory))
    .map(({ entry }) => toKnown(entry))
}

function isFactory(value: unknown): value is { entry: ErrorEntry<never> } {
  return typeof value === 'function' && 'entry' in value
}

/** Hints are made for an occurrence; those that need none of its values are shown. */
function toKnown(entry: ErrorEntry<never>): KnownError {
  const { code, title, cause } = entry
  const blank = new Proxy({}, { get: () => undefined })
  try {
    const fixes = entry.hints(blank as never).map((hint) => hint.text)
    return { code, title, cause, fixes: fixes.filter((fix) => !fix.en.includes('undefined')) }
  } catch {
    return { code, title, cause, fixes: [] }
  }
}
