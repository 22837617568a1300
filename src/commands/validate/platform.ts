import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CallPorts } from '../../call/types.ts'
import type { CommandContext } from '../../cli/context.ts'
import { connectorNotServed } from '../../errors/catalog/sandbox.ts'
import { integrationEnvironment } from '../../profiles/environment.ts'
import { startRedirect } from '../../proxy/redirect.ts'
import { fieldsOf, hideSecrets } from '../../profiles/fields.ts'
import { mintCredential } from '../../profiles/local.ts'
import { createSandboxClient, type SandboxClient } from '../../sandbox/client.ts'
import type { LogRecord, RequestRecord } from '../../sandbox/log.ts'
import { startSandbox } from '../../sandbox/start.ts'
import type { Credential } from '../../sdk/auth.ts'
import type { HttpClient } from '../../system/http.ts'
import type { Subject } from './subject.ts'

/** The platform's side of the scenarios. */
export interface PlatformSide {
  readonly client: SandboxClient
  readonly callPorts: CallPorts
  /** With which the integration reaches the sandbox. */
  readonly variables: Readonly<Record<string, string>>
  /** Whether the integration's own calls can arrive here. */
  readonly reachable: boolean
  credential(connector: string): Credential
  /** The calls that came from the integration. */
  calls(connector: string): Promise<readonly RequestRecord[]>
}

/** A record is written after the answer has left. */
const SETTLE_MS = 100

/** A sandbox of its own, in memory; for an integration that runs already, the sandbox that it uses. */
export async function openPlatform(ctx: CommandContext, subject: Subject): Promise<PlatformSide> {
  const records: LogRecord[] = []
  const own = new Set<string>()
  const http = markingHttp(await ctx.http(), ctx.signal, own)
  const side = subject.start ? await startOwn(ctx, subject, http, records) : await useRunning(ctx, subject, records)
  return {
    ...side,
    callPorts: callPortsFor(ctx, subject, http, side),
    calls: async (connector) => {
      await sleep(SETTLE_MS, undefined, { signal: ctx.signal })
      const requests = records.filter((record): record is RequestRecord => record.type === 'request')
      return requests.filter((record) => record.connector === connector && !own.has(record.id))
    },
  }
}

type Side = Pick<PlatformSide, 'client' | 'variables' | 'reachable' | 'credential'> & {
  url(connector: string): string | undefined
}

async function startOwn(ctx: CommandContext, subject: Subject, http: HttpClient, records: LogRecord[]): Promise<Side> {
  const credentials = new Map<string, Credential>()
  for (const connector of subject.connectors) credentials.set(connector.id, await mintCredential(connector, ctx))
  for (const connector of subject.connectors)
    hideSecrets(fieldsOf(connector), credentials.get(connector.id) ?? {}, ctx.redactor)
  const sandbox = await startSandbox(
    {
      connectors: subject.connectors,
      memory: true,
      port: 0,
      version: ctx.version,
      credentials: (id) => [credentials.get(id) ?? {}],
    },
    { clock: ctx.clock, random: ctx.random, http, onRecord: (record) => void records.push(record) },
  )
  ctx.defer(() => sandbox.close())
  const variables = subject.connectors.map((connector) =>
    integrationEnvironment(connector, credentials.get(connector.id) ?? {}, sandbox.url(connector.id) ?? ''),
  )
  const own = Object.assign({}, ...variables) as Record<string, string>
  const platforms = subject.connectors.map(({ id, manifest }) => ({ id, manifest, url: sandbox.url(id) ?? '' }))
  const where = { cwd: subject.project?.root ?? ctx.cwd, packageRoot: ctx.paths.packageRoot }
  const redirect = await startRedirect({ platforms, env: { ...ctx.env, ...own }, ...where }, ctx)
  if (redirect) ctx.defer(() => redirect.close())
  for (const secret of redirect?.secrets ?? []) ctx.redactor.add(secret)
  return {
    client: createSandboxClient(sandbox, http, ctx.signal),
    variables: { ...own, ...redirect?.variables },
    reachable: true,
    credential: (id) => credentials.get(id) ?? {},
    url: (id) => sandbox.url(id),
  }
}

async function useRunning(ctx: CommandContext, subject: Subject, records: LogRecord[]): Promise<Side> {
  const root = subject.project?.root
  const state = ctx.env['INTEG_STATE_DIR'] || root === undefined ? undefined : join(root, '.integ', 'sandbox')
  const credentials = new Map<string, Credential>()
  for (const connector of subject.connectors)
    credentials.set(connector.id, (await ctx.localCredential(connector)).credential)
  const sandbox = await ctx.sandbox({ state })
  if (sandbox.inProcess)
    ctx.io.say({
      en: 'No sandbox runs that this integration could call: it is only sent events. Start one with: integ sandbox start --detach',
      zh: '没有该集成可以调用的沙箱在运行，因此只向它发送事件。可先运行：integ sandbox start --detach',
    })
  const leave = new AbortController()
  const reading = collect(sandbox.client, records, AbortSignal.any([leave.signal, ctx.signal]))
  ctx.defer(async () => {
    leave.abort()
    await reading
  })
  return {
    client: sandbox.client,
    variables: {},
    reachable: !sandbox.inProcess,
    credential: (id) => credentials.get(id) ?? {},
    url: (id) => sandbox.url(id),
  }
}

async function collect(client: SandboxClient, records: LogRecord[], signal: AbortSignal): Promise<void> {
  try {
    for await (const record of client.stream(signal)) records.push(record)
  } catch {
    // The end of the stream; a sandbox that is gone fails in the scenarios.
  }
}

function callPortsFor(ctx: CommandContext, subject: Subject, http: HttpClient, side: Side): CallPorts {
  return {
    clock: ctx.clock,
    random: ctx.random,
    http,
    connectorFor: async (name, connectorId) => {
      const connector = subject.connectors.find((one) => one.id === connectorId)
      const operation = connector?.operation(name)
      if (connector && operation) return { connector, operation }
      return (await ctx.registry()).findOperation(name, connectorId)
    },
    credential: async (connector) => ({ credential: side.credential(connector.id), environment: 'local' }),
    localUrl: async (connector) => {
      const url = side.url(connector.id)
      if (url === undefined) throw connectorNotServed({ connector: connector.id, served: [] })
      return new URL(url)
    },
  }
}

/** Remembers which requests of the sandbox's log were ours, and ends with the run. */
function markingHttp(http: HttpClient, signal: AbortSignal, own: Set<string>): HttpClient {
  return {
    async send(request, options = {}) {
      const response = await http.send(request, { ...options, signal: options.signal ?? signal })
      const id = response.headers['integ-request-id']
      if (id !== undefined) own.add(id)
      return response
    },
  }
}
