import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import type { DeliveryRecord, EventRecord } from '../../delivery/records.ts'
import { missingArgument } from '../../errors/catalog/usage.ts'
import { expectedAnswer, projectEventUrl } from '../../events/connectors.ts'
import { findEvent } from '../../events/find-event.ts'
import { checkForwardTarget } from '../../events/forward.ts'
import type { SandboxClient } from '../../sandbox/client.ts'
import type { ResendWish } from '../../sandbox/resend.ts'
import type { HttpResponse } from '../../sdk/http.ts'
import { formatDuration } from '../../text/duration.ts'
import { deliveryLines } from '../../ui/render/delivery.ts'
import { deliveryDocument } from '../../ui/render/events.ts'
import { createStyle } from '../../ui/style.ts'
import { lastOf, resendOptions } from './resend-options.ts'

interface Sent {
  readonly event: EventRecord
  readonly deliveries: readonly DeliveryRecord[]
  readonly expected: HttpResponse | undefined
}

/** One event or several, one after another, in the order given. Ends with 1 when one was not acknowledged. */
export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const given = input.options['url'] as string | undefined
  const named = given === undefined ? undefined : checkForwardTarget(given, true, '--url').href
  const wish = resendOptions(input.options)
  const last = lastOf(input.options)
  if (input.args.length === 0 && last === undefined)
    throw missingArgument({ name: 'id', command: 'integ events resend', example: 'integ events resend latest' })
  const { client } = await ctx.sandbox({ state: input.options['state'] as string | undefined })
  const events = await chosen(client, input.args, last)
  const row = input.options['reverse'] === true ? events.toReversed() : events
  if (wish.delayMs !== undefined)
    ctx.io.say({
      en: `Waiting ${formatDuration(wish.delayMs)} on the sandbox's clock.`,
      zh: `等待 ${formatDuration(wish.delayMs)}（沙箱时钟）。`,
    })
  const sent: Sent[] = []
  for (const event of row) {
    const deliveries = await send(ctx, client, event, named, isReordered(row) ? { ...wish, reordered: true } : wish)
    const one = { event, deliveries, expected: await expectedAnswer(await ctx.registry(), event) }
    sent.push(one)
    if (!ctx.options.json) show(ctx, one, row.length > 1)
  }
  if (ctx.options.json) ctx.io.document(document(sent))
  return sent.every(({ deliveries }) => deliveries.every(({ acknowledged }) => acknowledged)) ? 0 : 1
}

/** By name, in the order given; with --last the newest ones, as they came about. */
async function chosen(
  client: SandboxClient,
  ids: readonly string[],
  last: number | undefined,
): Promise<readonly EventRecord[]> {
  const found: EventRecord[] = []
  for (const id of ids) found.push(await findEvent(client, id))
  if (last === undefined) return found
  const newest = await client.events(last)
  if (newest.length === 0) await findEvent(client, 'latest')
  return [...found, ...newest.toReversed()]
}

/** Whether a later event goes before an earlier one. */
function isReordered(row: readonly EventRecord[]): boolean {
  return row.some((event, at) => event.at < (row[at - 1]?.at ?? event.at))
}

async function send(
  ctx: CommandContext,
  client: SandboxClient,
  event: EventRecord,
  named: string | undefined,
  wish: ResendWish,
): Promise<readonly DeliveryRecord[]> {
  const unsent = event.url === undefined && event.deliveries.length === 0
  const url = named ?? (unsent ? projectEventUrl(await ctx.project(), event.connector, event.type) : undefined)
  return client.resend(event.id, { ...wish, ...(url === undefined ? {} : { url }) })
}

function show(ctx: CommandContext, { event, deliveries, expected }: Sent, isOneOfMany: boolean): void {
  const style = createStyle(ctx.io.color)
  if (isOneOfMany) ctx.io.out(`${style.bold(event.type)}  ${style.dim(event.id)}`)
  for (const delivery of deliveries)
    for (const line of deliveryLines(delivery, expected, ctx.lang, style)) ctx.io.out(isOneOfMany ? `  ${line}` : line)
}

/** One event has its delivery at hand; all of them are in the list. */
function document(sent: readonly Sent[]): Readonly<Record<string, unknown>> {
  const deliveries = sent.flatMap((one) => one.deliveries.map((delivery) => deliveryDocument(delivery, one.expected)))
  const [only] = sent
  return sent.length === 1 && only ? { event: only.event.id, delivery: deliveries.at(-1), deliveries } : { deliveries }
}
