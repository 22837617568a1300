import { setTimeout as sleep } from 'node:timers/promises'
import { sandboxWentAway } from '../errors/catalog/events.ts'
import type { SandboxControl } from './control.ts'

/** A sandbox to listen to. */
export interface ListenClient extends Pick<SandboxControl, 'addListener' | 'removeListener'> {
  stream(signal: AbortSignal): AsyncIterable<unknown>
}

/** Where one connector's events are taken, and the addresses that this stands in front of. */
export interface Ear {
  readonly connector: string
  readonly url: string
  readonly forwards?: readonly string[] | undefined
}

export interface StayOptions<C extends ListenClient = ListenClient> {
  readonly signal: AbortSignal
  /** The sandbox that runs now; undefined while there is none. */
  readonly reconnect: () => Promise<C | undefined>
  readonly patienceMs: number
  readonly onReady?: () => void
  /** Each time that the listeners are in place, the first time after `onReady`. */
  readonly afterRegistering?: (client: C) => Promise<void>
  readonly onLost?: () => void
  readonly onBack?: () => void
}

const TRY_EVERY_MS = 500

/** Returns the listeners' ids, in order. */
export async function registerEars(client: ListenClient, ears: readonly Ear[]): Promise<readonly string[]> {
  const ids: string[] = []
  for (const { connector, url, forwards } of ears)
    ids.push(await client.addListener({ connector, url, ...(forwards && forwards.length > 0 ? { forwards } : {}) }))
  return ids
}

/**
 * Stays until `signal` is set off. When the sandbox ends, waits `patienceMs` for the next one and registers there.
 * Throws `sandbox-went-away`.
 */
export async function stayRegistered<C extends ListenClient>(
  client: C,
  ears: readonly Ear[],
  options: StayOptions<C>,
): Promise<void> {
  const { signal, patienceMs } = options
  let current: C | undefined = client
  let ids = await registerEars(client, ears)
  options.onReady?.()
  try {
    await options.afterRegistering?.(client)
    while (!signal.aborted) {
      await untilItEnds(current, signal)
      if (signal.aborted) return
      current = undefined
      options.onLost?.()
      current = await nextSandbox(options)
      if (signal.aborted) return
      if (!current) throw sandboxWentAway({ seconds: Math.round(patienceMs / 1000) })
      ids = await registerEars(current, ears)
      options.onBack?.()
      await options.afterRegistering?.(current)
    }
  } finally {
    // A listener that is gone would get events and refuse them.
    for (const id of ids) await current?.removeListener(id).catch(() => undefined)
  }
}

async function untilItEnds(client: ListenClient, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of client.stream(signal));
  } catch {
    // Refused or cut: gone either way.
  }
}

async function nextSandbox<C extends ListenClient>({
  reconnect,
  patienceMs,
  signal,
}: StayOptions<C>): Promise<C | undefined> {
  for (let waited = 0; waited <= patienceMs && !signal.aborted; waited += TRY_EVERY_MS) {
    const found = await reconnect().catch(() => undefined)
    if (found) return found
    await sleep(TRY_EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
  return undefined
}
