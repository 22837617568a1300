import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { guideEvent, guideOperation } from '../../reference/guide.ts'
import { overview } from '../../reference/overview.ts'
import {
  eventGuideDocument,
  operationGuideDocument,
  renderEventGuide,
  renderOperationGuide,
} from '../../ui/render/docs.ts'
import { overviewDocument, renderOverview } from '../../ui/render/overview.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const registry = await ctx.registry()
  const only = input.options['connector'] as string | undefined
  const name = input.args[0]
  const isConnector = name !== undefined && registry.list().some(({ id }) => id === name)
  if (name === undefined || isConnector) {
    const found = overview(registry, isConnector ? name : only)
    if (ctx.options.json) ctx.io.document({ connectors: found.map((entry) => overviewDocument(entry, ctx.lang)) })
    else ctx.io.out(renderOverview(found, ctx.io))
    return 0
  }
  const event = await registry.findEvent(name, only)
  if (event) {
    const guide = guideEvent(event.connector, event.event)
    if (ctx.options.json) ctx.io.document(eventGuideDocument(guide))
    else ctx.io.out(renderEventGuide(guide, ctx.io))
    return 0
  }
  const { connector, operation } = await registry.findOperation(name, only)
  const guide = guideOperation(connector, operation)
  if (ctx.options.json) ctx.io.document(operationGuideDocument(guide))
  else ctx.io.out(renderOperationGuide(guide, ctx.io))
  return 0
}
