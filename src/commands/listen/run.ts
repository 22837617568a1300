import { resolve } from 'node:path'
import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { invalidValue } from '../../errors/catalog/usage.ts'
import { catchUp, sinceTime } from '../../events/catch-up.ts'
import { checkForwardTarget } from '../../events/forward.ts'
import { eventFilter } from '../../events/patterns.ts'
import { openReceiver, type Received, type Reception } from '../../events/receiver.ts'
import { stayRegistered } from '../../events/stay-registered.ts'
import { writeEnvFile } from '../../profiles/env-file.ts'
import { integrationEnvironment } from '../../profiles/environment.ts'
import { findSandbox } from '../../sandbox/attach.ts'
import type { SandboxClient } from '../../sandbox/client.ts'
import { stateFolder } from '../../sandbox/location.ts'
import { announce, sayCaughtUp, sayEnvFile, show } from './announce.ts'
import { checkRoutes, forwardsOf, listenable, receptionOf } from './receptions.ts'

/** How long to wait for a sandbox that is being restarted. */
const PATIENCE_MS = 15_000
const INTERRUPTED = 130

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const { options } = input
  const allowRemote = options['allowRemote'] === true
  const body = options['printBody'] === true
  const port = portOf(options['port'] as string | undefined)
  const since = options['since'] === undefined ? undefined : sinceTime(options['since'] as string)
  const project = await ctx.project()
  const given = options['forwardTo'] as string | undefined
  const forwardTo = given === undefined ? undefined : checkForwardTarget(given, allowRemote)
  const named = (options['connector'] as readonly string[] | undefined) ?? []
  const connectors = await listenable(ctx, named)
  await checkRoutes(ctx, project)
  const types = connectors.flatMap((connector) => connector.events().map(({ id }) => id))
  const wants = eventFilter((options['events'] as readonly string[] | undefined) ?? [], types)
  const state = options['state'] as string | undefined
  const sandbox = await openSandbox(ctx, state)
  const served = connectors.filter(({ id }) => sandbox.url(id) !== undefined)
  const receptions: Reception[] = []
  // One that was named and is not served is refused by the sandbox, with the reason.
  for (const connector of served.length > 0 && named.length === 0 ? served : connectors)
    receptions.push(await receptionOf(ctx, connector, project, { forwardTo, allowRemote, wants }))
  const envFile = options['writeEnv'] as string | undefined
  if (envFile !== undefined) {
    const variables = receptions.map(({ connector, credential }) =>
      integrationEnvironment(connector, credential, sandbox.url(connector.id) ?? ''),
    )
    const all = Object.assign({}, ...variables) as Record<string, string>
    writeEnvFile(resolve(ctx.cwd, envFile), all, options['force'] === true)
    sayEnvFile(ctx, envFile, Object.keys(all))
  }
  const ports = { http: await ctx.http(), clock: ctx.clock, signal: ctx.signal }
  const onReceived = (received: Received) => show(ctx, received, body)
  const receiver = await openReceiver(receptions, ports, {
    port,
    allowRemote: allowRemote || given === undefined,
    onReceived,
  })
  const ears = receptions.map((reception) => ({
    connector: reception.connector.id,
    url: receiver.url(reception.connector.id),
    forwards: forwardsOf(reception),
    wants,
  }))
  /** The first time as far back as was asked; after an outage of the sandbox, what fell into it. */
  let from = since
  const catchingUp = async (client: SandboxClient): Promise<void> => {
    if (!from) return
    const now = Date.parse((await client.status()).clock.now)
    sayCaughtUp(ctx, await catchUp(client, from(now), ears))
    from = () => now
  }
  try {
    await stayRegistered<SandboxClient>(sandbox.client, ears, {
      signal: ctx.signal,
      patienceMs: sandbox.inProcess ? 0 : PATIENCE_MS,
      reconnect: async () => (await findSandbox(folderOf(ctx, state), ports.http))?.client,
      onReady: () => announce(ctx, ears, sandbox),
      afterRegistering: catchingUp,
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

function portOf(given: string | undefined): number {
  const port = given === undefined ? 0 : Number(given)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw invalidValue({ name: '--port', value: given ?? '', expected: { en: 'a port number', zh: '端口号' } })
  return port
}
