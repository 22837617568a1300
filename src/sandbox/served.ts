import type { CommandContext } from '../cli/context.ts'
import type { Credential } from '../sdk/auth.ts'
import type { Connector } from '../sdk/connector.ts'

interface Known {
  readonly list: readonly unknown[]
  readonly credentials: readonly Credential[]
  readonly asked: number
}

/** Requests that come this close to each other are answered with one look at the store. */
const SAME_MOMENT_MS = 5

/** The named connectors, else the project's, else all; and the local credentials that their platforms know. */
export async function servedPlatforms(
  ctx: Pick<CommandContext, 'registry' | 'profiles' | 'localCredential'>,
  named: readonly string[] | undefined,
): Promise<{ readonly connectors: readonly Connector[]; readonly credentials: (id: string) => readonly Credential[] }> {
  const registry = await ctx.registry()
  const ids = [...new Set(named ?? registry.active().map(({ id }) => id))]
  const connectors = await Promise.all(ids.map((id) => registry.get(id)))
  const store = await ctx.profiles()
  const own = new Map<string, Credential>()
  for (const connector of connectors) own.set(connector.id, (await ctx.localCredential(connector)).credential)
  const known = new Map<string, Known>()
  return {
    connectors,
    // The store is asked each time: who logs in while the sandbox runs is known to it.
    credentials: (id) => {
      const before = known.get(id)
      const now = performance.now()
      if (before && now - before.asked < SAME_MOMENT_MS) return before.credentials
      const list = store.list()
      if (before?.list === list) {
        known.set(id, { ...before, asked: now })
        return before.credentials
      }
      const saved = list.filter((one) => one.connector === id && one.environment === 'local')
      const active = store.find(id, 'local')?.credential ?? own.get(id)
      const credentials = [...(active ? [active] : []), ...saved.map(({ credential }) => credential)]
      known.set(id, { list, credentials, asked: now })
      return credentials
    },
  }
}
