import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { stateFolder } from '../../sandbox/location.ts'

export function stateOption(input: CommandInput): string | undefined {
  return input.options['state'] as string | undefined
}

/** Throws `unknown-connector`: a name that no connector has is never a matter of what the sandbox serves. */
export async function assertKnown(ctx: Pick<CommandContext, 'registry'>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const registry = await ctx.registry()
  for (const id of ids) registry.choose(id)
}

export function placeOf(ctx: Pick<CommandContext, 'env' | 'cwd' | 'paths'>, input: CommandInput): string {
  return stateFolder({ state: stateOption(input), env: ctx.env, cwd: ctx.cwd, dataFolder: ctx.paths.data })
}
