import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import type { EventRecord } from '../../delivery/records.ts'
import { eventFilter } from '../../events/patterns.ts'
import { stayRegistered, type ListenClient } from '../../events/stay-registered.ts'
import { findSandbox } from '../../sandbox/attach.ts'
import type { SandboxClient } from '../../sandbox/client.ts'
import { stateFolder } from '../../sandbox/location.ts'
import type { LogRecord } from '../../sandbox/log.ts'
import { tailDocument, tailLine } from '../../ui/render/tail.ts'
import { createStyle } from '../../ui/style.ts'

/** How long to wait for a sandbox that is being restarted. */
const PATIENCE_MS = 15_000
const INTERRUPTED = 130

/** Events and their deliveries as they happen, until Ctrl-C. */
export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const registry = await ctx.registry()
  const connectors = await Promise.all(registry.active().map(({ id }) => registry.get(id)))
  const types = connectors.flatMap((connector) => connector.events().map(({ id }) => id))
  const wants = eventFilter((input.options['events'] as readonly string[] | undefined) ?? [], types)
  const state = input.options['state'] as string | undefined
  const folder = stateFolder({ state, env: ctx.env, cwd: ctx.cwd, dataFolder: ctx.paths.data })
  const http = await ctx.http()
  const running = await findSandbox(folder, http)
  const { client, inProcess } = running
    ? { client: running.client, inProcess: false }
    : await ctx.sandbox({ state, announce: true })
  const show = shower(ctx, wants)
  const watched = (one: SandboxClient): ListenClient => ({
    addListener: (listener) => one.addListener(listener),
    removeListener: (id) => one.removeListener(id),
    stream: (signal) => shown(one, signal, show),
  })
  await stayRegistered(watched(client), [], {
    signal: ctx.signal,
    patienceMs: inProcess ? 0 : PATIENCE_MS,
    reconnect: async () => {
      const found = await findSandbox(folder, http)
      return found && watched(found.client)
    },
    onReady: () => {
      if (ctx.options.json) ctx.io.event({ type: 'ready', sandbox: inProcess ? 'started' : 'running' })
      else ctx.io.say({ en: 'Following the events. Ctrl-C ends.', zh: '正在跟踪事件，按 Ctrl-C 结束。' })
    },
    onLost: () => ctx.io.say({ en: 'The sandbox ended; waiting for the next one.', zh: '沙箱已结束，等待其恢复。' }),
    onBack: () => ctx.io.say({ en: 'The sandbox is back.', zh: '沙箱已恢复。' }),
  })
  return INTERRUPTED
}

type Show = (client: SandboxClient, record: LogRecord) => Promise<void>

async function* shown(client: SandboxClient, signal: AbortSignal, show: Show): AsyncGenerator<LogRecord> {
  for await (const record of client.stream(signal)) {
    await show(client, record)
    yield record
  }
}

/** A delivery names its event by id only; what it is about was shown before, or is asked for once. */
function shower(ctx: CommandContext, wants: (type: string) => boolean): Show {
  const known = new Map<string, EventRecord>()
  const style = createStyle(ctx.io.color)
  return async (client, record) => {
    if (record.type !== 'event' && record.type !== 'delivery') return
    const id = record.type === 'event' ? record.id : record.event
    const event = known.get(id) ?? (await client.event(id).catch(() => undefined))
    // Reset meanwhile.
    if (!event || !wants(event.type)) return
    known.set(id, event)
    if (known.size > 1000) known.delete(known.keys().next().value as string)
    if (ctx.options.json) ctx.io.event(tailDocument(record, event))
    else ctx.io.out(tailLine(record, event, ctx.lang, style))
  }
}
