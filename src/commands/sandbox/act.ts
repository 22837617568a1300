import type { RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import type { EventRecord } from '../../delivery/records.ts'
import { invalidValue } from '../../errors/catalog/usage.ts'
import type { SandboxClient } from '../../sandbox/client.ts'
import type { HttpResponse } from '../../sdk/http.ts'
import { deliveryDocument } from '../../ui/render/events.ts'
import { actedLines, actionLines } from '../../ui/render/sandbox.ts'
import { createStyle } from '../../ui/style.ts'
import { stateOption } from './place.ts'

export const run: RunCommand = async (ctx, input) => {
  const [action, ...items] = input.args
  const params = readItems(items)
  const { client } = await ctx.sandbox({ state: stateOption(input) })
  if (action === undefined) return list(ctx, client)
  const { result, events } = await client.act(action, params)
  const expected = await acknowledgements(ctx, events)
  if (ctx.io.json) {
    const shown = events.map((event) => ({
      ...event,
      deliveries: event.deliveries.map((delivery) => deliveryDocument(delivery, expected.get(event.id))),
    }))
    ctx.io.document({ action, result, events: shown })
  } else {
    for (const line of actedLines({ result, events }, expected, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
  }
  return events.every(({ deliveries }) => deliveries.every(({ acknowledged }) => acknowledged)) ? 0 : 1
}

async function list(ctx: CommandContext, client: SandboxClient): Promise<number> {
  const actions = await client.actions()
  if (ctx.io.json) ctx.io.document({ actions })
  else for (const line of actionLines(actions, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
  return 0
}

/** What the platform would have taken as an acknowledgement of each event, to show beside what came. */
async function acknowledgements(
  ctx: CommandContext,
  events: readonly EventRecord[],
): Promise<ReadonlyMap<string, HttpResponse>> {
  const missed = events.filter(({ deliveries }) => deliveries.some(({ acknowledged }) => !acknowledged))
  const found = new Map<string, HttpResponse>()
  for (const { id, type, connector: owner } of missed) {
    const connector = await (await ctx.registry()).get(owner)
    const scheme = connector.webhooks[connector.event(type)?.scheme ?? '']
    if (scheme) found.set(id, scheme.acknowledgement())
  }
  return found
}

function readItems(items: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    items.map((item) => {
      const at = item.indexOf('=')
      if (at < 1)
        throw invalidValue({
          name: 'items',
          value: item,
          expected: { en: 'of the form name=value', zh: ' name=value 的形式' },
        })
      return [item.slice(0, at), item.slice(at + 1)]
    }),
  )
}
