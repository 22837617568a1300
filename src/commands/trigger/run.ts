import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import type { EnvironmentName } from '../../call/types.ts'
import { connectorsMeant, findEventType, listEventTypes, projectEventUrl } from '../../events/connectors.ts'
import { checkForwardTarget } from '../../events/forward.ts'
import { parseOverride } from '../../events/overrides.ts'
import type { OwnOrder } from '../../events/own-order.ts'
import type { ScenarioPorts } from '../../events/scenario.ts'
import { isAcknowledged, triggerEvent } from '../../events/trigger.ts'
import { createStyle } from '../../ui/style.ts'
import { renderTriggered, stepLine, triggeredDocument } from '../../ui/render/triggered.ts'
import { eventTypeDocument, eventTypeLines } from '../../ui/render/event-types.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const [wanted] = input.args
  const named = input.options['connector'] as string | undefined
  const registry = await ctx.registry()
  const project = await ctx.project()
  if (wanted === undefined) return list(ctx, connectorsMeant(registry, named === undefined ? [] : [named]))
  const overrides = ((input.options['set'] as readonly string[] | undefined) ?? []).map(parseOverride)
  const { connector, event } = await findEventType(registry, wanted, named)
  const environment: EnvironmentName = ctx.options.environment ?? 'local'
  const { ports, inProcess } = await scenarioPorts(ctx, environment, input.options['state'] as string | undefined)
  const given = input.options['url'] as string | undefined
  // The real platform cannot reach an address of this machine, so only a named one is handed to it.
  const usual = environment === 'local' ? projectEventUrl(project, connector.id, event.id) : undefined
  const notifyUrl = given === undefined ? usual : checkForwardTarget(given, true, '--url').href
  const style = createStyle(ctx.io.errColor)
  // A receiver rightly refuses an order that it never placed, so the integration places it where it can.
  const ownOrder =
    environment === 'local' && given === undefined && overrides.length === 0
      ? await runningIntegration(ctx, connector.id)
      : undefined
  const triggered = await triggerEvent(connector, event, ports, {
    set: overrides,
    environment,
    ...(ctx.options.profile === undefined ? {} : { profile: ctx.options.profile }),
    notifyUrl,
    ownOrder,
    confirm: async (target) => confirm(ctx, target.operation.id),
    onStep: (step) => {
      if (!ctx.io.json) ctx.io.err(stepLine(step, ctx.lang, style))
    },
  })
  const acknowledged = isAcknowledged(triggered.events)
  if (ctx.options.json) ctx.io.document(triggeredDocument(triggered, acknowledged, ctx.lang))
  else renderTriggered(triggered, ctx.io, { inProcess, local: environment === 'local' })
  return triggered.refused || triggered.missing.length > 0 || acknowledged === false ? 1 : 0
}

/** Outside of the sandbox there is nobody to play what a person does. */
async function scenarioPorts(
  ctx: CommandContext,
  environment: EnvironmentName,
  state: string | undefined,
): Promise<{ ports: ScenarioPorts; inProcess: boolean }> {
  if (environment !== 'local') return { ports: { callPorts: await ctx.callPorts() }, inProcess: false }
  const { client, inProcess } = await ctx.sandbox({ state })
  return { ports: { callPorts: await ctx.callPorts(), client }, inProcess }
}

/** The project's own integration, when it answers and says how it places orders. */
async function runningIntegration(ctx: CommandContext, connector: string): Promise<OwnOrder | undefined> {
  const project = await ctx.project()
  const driver = project?.orders[connector]
  if (!driver || project?.url === undefined) return undefined
  const base = new URL(project.url)
  const http = await ctx.http()
  const probe = { kind: 'request', method: 'GET', url: base, headers: {}, body: new Uint8Array() } as const
  const answers = await http.send(probe, { timeoutMs: 2000 }).then(
    () => true,
    () => false,
  )
  return answers ? { driver, base, http } : undefined
}

async function confirm(ctx: CommandContext, operation: string): Promise<boolean> {
  if (ctx.options.yes) return true
  if (!ctx.io.interactive) return false
  const question = {
    en: `${operation} changes something in PRODUCTION. Send it?`,
    zh: `${operation} 会改变生产环境的数据。确认发送？`,
  }
  return (await ctx.prompts()).confirm(question, false)
}

async function list(ctx: CommandContext, ids: readonly string[]): Promise<number> {
  const found = await listEventTypes(await ctx.registry(), ids)
  if (ctx.options.json) ctx.io.document({ events: found.map(eventTypeDocument) })
  else {
    for (const line of eventTypeLines(found, createStyle(ctx.io.color))) ctx.io.out(line)
    if (found.length === 0) ctx.io.say({ en: 'None of the connectors sends events.', zh: '当前的连接器都不发送事件。' })
    else ctx.io.say({ en: 'Send one with: integ trigger <event>', zh: '发送其中一个：integ trigger <event>' })
  }
  return 0
}
