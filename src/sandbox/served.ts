import type { CommandContext } from '../cli/context.ts'
import type { Credential } from '../sdk/auth.ts'
import type { Connector } from '../sdk/connector.ts'

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
  return {
    connectors,
    // Read from the store each time: who logs in while the sandbox runs is known to it.
    credentials: (id) => {
      const saved = store.list().filter((one) => one.connector === id && one.environment === 'local')
      const active = store.find(id, 'local')?.credential ?? own.get(id)
      return [...(active ? [active] : []), ...saved.map(({ credential }) => credential)]
    },
  }
}
