import type { CommandInput } from '../../cli/command.ts'
import { completions } from '../../cli/completion.ts'
import type { CommandContext } from '../../cli/context.ts'

/** Needs no secret, touches no network, and never fails loudly: a broken project must not break the shell. */
export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  ctx.io.out(completions(ctx.specs, input.rest, { lang: ctx.lang, operations: await operations(ctx, input.rest) }))
  return 0
}

async function operations(ctx: CommandContext, words: readonly string[]) {
  if (words[0] !== 'call' && words[0] !== 'docs') return []
  try {
    const registry = await ctx.registry()
    const ids = registry.list().map(({ id }) => id)
    const connectors = await Promise.all(ids.map((id) => registry.get(id)))
    return connectors.flatMap((connector) => connector.operations().map(({ id, summary }) => ({ id, summary })))
  } catch {
    return []
  }
}
