import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { findOperations } from '../../reference/operations.ts'
import { operationDocument, renderOperations } from '../../ui/render/ops.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const found = findOperations(await ctx.registry(), input.args, input.options['connector'] as string | undefined)
  if (ctx.options.json) ctx.io.document({ operations: found.map(operationDocument) })
  else if (found.length > 0) ctx.io.out(renderOperations(found, ctx.io))
  else ctx.io.say({ en: 'No operation has all these words.', zh: '没有接口同时包含这些关键词。' })
  return found.length > 0 ? 0 : 1
}
