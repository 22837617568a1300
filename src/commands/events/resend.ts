import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { expectedAnswer, projectEventUrl } from '../../events/connectors.ts'
import { findEvent } from '../../events/find-event.ts'
import { checkForwardTarget } from '../../events/forward.ts'
import { deliveryLines } from '../../ui/render/delivery.ts'
import { deliveryDocument } from '../../ui/render/events.ts'
import { createStyle } from '../../ui/style.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const given = input.options['url'] as string | undefined
  const named = given === undefined ? undefined : checkForwardTarget(given, true, '--url').href
  const { client } = await ctx.sandbox({ state: input.options['state'] as string | undefined })
  const event = await findEvent(client, input.args[0] ?? '')
  const unsent = event.url === undefined && event.deliveries.length === 0
  const url = named ?? (unsent ? projectEventUrl(await ctx.project(), event.connector) : undefined)
  const delivery = await client.resend(event.id, url)
  const expected = await expectedAnswer(await ctx.registry(), event)
  if (ctx.options.json) ctx.io.document({ event: event.id, delivery: deliveryDocument(delivery, expected) })
  else for (const line of deliveryLines(delivery, expected, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
  return delivery.acknowledged ? 0 : 1
}
