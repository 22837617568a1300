import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { invalidValue } from '../../errors/catalog/usage.ts'
import { eventDocument, eventLine } from '../../ui/render/events.ts'
import { createStyle } from '../../ui/style.ts'

const DEFAULT_LIMIT = 20

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const limit = limitOf(input.options['limit'] as string | undefined)
  const { client } = await ctx.sandbox({ state: input.options['state'] as string | undefined })
  const events = await client.events(limit)
  if (ctx.options.json) ctx.io.document({ events: events.map((event) => eventDocument(event)) })
  else {
    const style = createStyle(ctx.io.color)
    for (const event of events) ctx.io.out(eventLine(event, ctx.lang, style))
    if (events.length === 0)
      ctx.io.say({ en: 'No events yet. Send one with: integ trigger', zh: '还没有事件。触发一个：integ trigger' })
  }
  return 0
}

function limitOf(given: string | undefined): number {
  if (given === undefined) return DEFAULT_LIMIT
  const limit = Number(given)
  if (!Number.isInteger(limit) || limit < 1)
    throw invalidValue({
      name: '--limit',
      value: given,
      expected: { en: 'a whole number from 1', zh: '不小于 1 的整数' },
    })
  return limit
}
