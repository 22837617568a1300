import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { eventSchedules, expectedAnswer } from '../../events/connectors.ts'
import { findEvent } from '../../events/find-event.ts'
import { eventDetails } from '../../ui/render/events.ts'
import { createStyle } from '../../ui/style.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const { client } = await ctx.sandbox({ state: input.options['state'] as string | undefined })
  const event = await findEvent(client, input.args[0] ?? '')
  const schedule = await eventSchedules(await ctx.registry(), event)
  if (ctx.options.json) ctx.io.document({ event, schedule })
  else {
    const expected = await expectedAnswer(await ctx.registry(), event)
    ctx.io.out(eventDetails(event, { expected, schedule }, ctx.lang, createStyle(ctx.io.color)))
  }
  return 0
}
