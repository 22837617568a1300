import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { invalidValue } from '../../errors/catalog/usage.ts'
import { nothingToListenTo } from '../../errors/catalog/events.ts'
import { connectorsMeant, projectEventUrl } from '../../events/connectors.ts'
import { checkForwardTarget } from '../../events/forward.ts'
import { eventFilter } from '../../events/patterns.ts'
import { openReceiver, type Received, type Reception } from '../../events/receiver.ts'
import { stayRegistered } from '../../events/stay-registered.ts'
import type { Project } from '../../project/project.ts'
import { findSandbox } from '../../sandbox/attach.ts'
import { stateFolder } from '../../sandbox/location.ts'
import type { Connector } from '../../sdk/connector.ts'
import { receivedDocument, receivedLines } from '../../ui/render/received.ts'
import { createStyle } from '../../ui/style.ts'

/** How long to wait for a sandbox that is being restarted. */
const PATIENCE_MS = 15_000
const INTERRUPTED = 130

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const { options } = input
  const allowRemote = options['allowRemote'] === true
  const body = options['printBody'] === true
  const port = portOf(options['port'] as string | undefined)
  const project = await ctx.project()
  const forwardTo = options['forwardTo'] as string | undefined
  const given = forwardTo === undefined ? undefined : checkForwardTarget(forwardTo, allowRemote)
  const connectors = await listenable(ctx, (options['connector'] as readonly string[] | undefined) ?? [])
  const types = connectors.flatMap((connector) => connector.events().map(({ id }) => id))
  const wants = eventFilter((options['events'] as readonly string[] | undefined) ?? [], types)
  const state = options['state'] as string | undefined
  const sandbox = await openSandbox(ctx, state)
  const served = connectors.filter(({ id }) => sandbox.url(id) !== undefined)
  const receptions: Reception[] = []
  // One that was named and is not served is refused by the sandbox, with the reason.
  for (const connector of served.length > 0 && options['connector'] === undefined ? served : connectors) {
    const { credential } = await ctx.localCredential(connector)
    const named = given === undefined ? projectEventUrl(project, connector.id) : targetOf(given, project, connector.id)
    const forward =
      named === undefined ? {} : { forwardTo: checkForwardTarget(named, allowRemote || given === undefined) }
    receptions.push({ connector, credential, wants, ...forward })
  }
  const ports = { http: await ctx.http(), clock: ctx.clock, signal: ctx.signal }
  const onReceived = (received: Received) => show(ctx, received, body)
  const receiver = await openReceiver(receptions, ports, {
    port,
    allowRemote: allowRemote || given === undefined,
    onReceived,
  })
  const ears = receptions.map(({ connector, forwardTo: to }) => ({
    connector: connector.id,
    url: receiver.url(connector.id),
    forwards: to?.href,
  }))
  try {
    await stayRegistered(sandbox.client, ears, {
      signal: ctx.signal,
      patienceMs: sandbox.inProcess ? 0 : PATIENCE_MS,
      reconnect: async () => (await findSandbox(folderOf(ctx, state), ports.http))?.client,
      onReady: () => announce(ctx, ears, sandbox),
      onLost: () => ctx.io.say({ en: 'The sandbox ended; waiting for the next one.', zh: '沙箱已结束，等待其恢复。' }),
      onBack: () => ctx.io.say({ en: 'The sandbox is back; listening again.', zh: '沙箱已恢复，继续监听。' }),
    })
  } finally {
    await receiver.close()
  }
  return INTERRUPTED
}

/** The sandbox that runs, by a client that Ctrl-C does not cut off (it has to unregister); else one in this process. */
async function openSandbox(ctx: CommandContext, state: string | undefined) {
  const running = await findSandbox(folderOf(ctx, state), await ctx.http())
  if (!running) return ctx.sandbox({ state, announce: true })
  const { client, published } = running
  return { client, inProcess: false, url: (id: string) => published.connectors.find((one) => one.id === id)?.url }
}

function folderOf(ctx: CommandContext, state: string | undefined): string {
  return stateFolder({ state, env: ctx.env, cwd: ctx.cwd, dataFolder: ctx.paths.data })
}

async function listenable(ctx: CommandContext, named: readonly string[]): Promise<readonly Connector[]> {
  const registry = await ctx.registry()
  const ids = connectorsMeant(registry, named)
  const connectors = await Promise.all(ids.map((id) => registry.get(id)))
  const sending = connectors.filter((one) => one.events().length > 0 && Object.keys(one.webhooks).length > 0)
  if (sending.length === 0) throw nothingToListenTo({ connectors: ids })
  return sending
}

/** An address without a path takes the path that integration.json gives the connector. */
function targetOf(given: URL, project: Project | undefined, connector: string): string {
  const path = project?.events[connector]
  return given.pathname === '/' && given.search === '' && path !== undefined ? new URL(path, given).href : given.href
}

function portOf(given: string | undefined): number {
  const port = given === undefined ? 0 : Number(given)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw invalidValue({ name: '--port', value: given ?? '', expected: { en: 'a port number', zh: '端口号' } })
  return port
}

function announce(
  ctx: CommandContext,
  ears: readonly { connector: string; url: string; forwards: string | undefined }[],
  sandbox: { readonly inProcess: boolean; url(id: string): string | undefined },
): void {
  if (ctx.options.json) {
    const listeners = ears.map(({ connector, url, forwards }) => ({ connector, url, forwardsTo: forwards ?? null }))
    return ctx.io.event({ type: 'ready', sandbox: sandbox.inProcess ? 'started' : 'running', listeners })
  }
  for (const { connector, url, forwards } of ears) {
    if (sandbox.inProcess)
      ctx.io.say({
        en: `Sandbox started: ${connector} at ${sandbox.url(connector)}`,
        zh: `已启动沙箱：${connector} 位于 ${sandbox.url(connector)}`,
      })
    if (forwards === undefined)
      ctx.io.say({
        en: `Listening to ${connector} at ${url}; events are acknowledged right away.`,
        zh: `正在监听 ${connector}（${url}），收到后直接确认。`,
      })
    else
      ctx.io.say({
        en: `Listening to ${connector}, forwarding to ${forwards}`,
        zh: `正在监听 ${connector}，转发到 ${forwards}`,
      })
  }
  ctx.io.say({
    en: 'Send an event from another terminal: integ trigger. Ctrl-C ends.',
    zh: '可在另一个终端触发事件：integ trigger。按 Ctrl-C 结束。',
  })
}

function show(ctx: CommandContext, received: Received, body: boolean): void {
  if (!received.wanted) return
  if (ctx.options.json) return ctx.io.event(receivedDocument(received, body))
  for (const line of receivedLines(received, ctx.lang, createStyle(ctx.io.color), body)) ctx.io.out(line)
}
