import type { CommandContext } from '../../cli/context.ts'
import { probe, type Probe } from '../../checks/doctor/probe.ts'
import { canStart } from '../../checks/doctor/sandbox-state.ts'
import type { ConnectorContext, FoundCredential, MachineContext, SandboxState } from '../../checks/doctor/types.ts'
import { findCredential, type ResolvedCredential } from '../../profiles/resolve.ts'
import type { Project } from '../../project/project.ts'
import type { Registry } from '../../registry/registry.ts'
import { findSandbox } from '../../sandbox/attach.ts'
import { stateFolder } from '../../sandbox/location.ts'
import type { Text } from '../../text/text.ts'

/** The connectors of the project, and those of saved profiles. */
export async function connectorContexts(
  ctx: CommandContext,
  machine: MachineContext,
  project: Project | undefined,
  registry: Registry,
): Promise<readonly ConnectorContext[]> {
  const known = await machine.connectorIds()
  const saved = await ctx
    .profiles()
    .then((store) => store.list())
    .catch(() => [])
  const named = ctx.options.profile
  const ofProfiles = saved.filter((profile) => named === undefined || profile.name === named)
  const wanted = project ? ofProject(project, registry) : ofProfiles.map((profile) => profile.connector)
  const ids = [...new Set(wanted)].filter((id) => known.includes(id))
  const http = await ctx.http()
  const sandbox = once(() => stateOfSandbox(ctx))
  // All at once, and not before somebody asks: offline, each one takes a while to fail.
  const probes = once(async () => new Map(ids.map((id) => [id, probePlatform(machine, id, http)])))
  return ids.map((connectorId) => ({
    ...machine,
    connectorId,
    http,
    random: ctx.random,
    credential: () => credentialOf(ctx, machine, project, connectorId),
    otherProfiles: async () => othersOf(ctx, machine, connectorId),
    sandbox: async () => (await sandbox())(connectorId),
    probe: async () => (await probes()).get(connectorId) ?? noAddress,
  }))
}

/** What the project brought along goes by the id of its manifest, not by the entry that names its place. */
function ofProject(project: Project, registry: Registry): readonly string[] {
  const named = new Set(project.connectors)
  return registry
    .list()
    .filter((entry) => entry.source === 'project' || named.has(entry.id))
    .map((entry) => entry.id)
}

async function credentialOf(
  ctx: CommandContext,
  machine: MachineContext,
  project: Project | undefined,
  connectorId: string,
): Promise<FoundCredential | undefined> {
  const store = await ctx.profiles()
  const named = ctx.options.profile
  const profileName = named !== undefined && store.get(named)?.connector !== connectorId ? undefined : named
  const found = findCredential({
    connector: await machine.connector(connectorId),
    environment: machine.environment,
    profileName,
    env: ctx.env,
    cwd: ctx.cwd,
    store,
    project,
    redactor: ctx.redactor,
  })
  if (Object.keys(found.sources).length === 0) return undefined
  return { credential: found.credential, source: sourceOf(found), missing: found.missing, shadowing: shadowing(found) }
}

function sourceOf({ sources }: ResolvedCredential): Text {
  const all = Object.values(sources)
  const profiles = new Set(all.flatMap((source) => (source.kind === 'profile' ? [source.name] : [])))
  const variables = new Set(all.flatMap((source) => (source.kind === 'variable' ? [source.name] : [])))
  return {
    en: `from ${[...[...profiles].map((name) => `profile ${name}`), ...variables].join(', ')}`,
    zh: `来自 ${[...[...profiles].map((name) => `凭证档案 ${name}`), ...variables].join('、')}`,
  }
}

function shadowing({ shadowed, sources }: ResolvedCredential): readonly string[] {
  return shadowed.flatMap((field) => {
    const source = sources[field]
    return source?.kind === 'variable' ? [source.name] : []
  })
}

async function othersOf(ctx: CommandContext, machine: MachineContext, connectorId: string) {
  const store = await ctx.profiles()
  const used = ctx.options.profile ?? store.find(connectorId, machine.environment)?.name
  return store.list().filter((profile) => profile.connector === connectorId && profile.name !== used)
}

/** Looks once for a running sandbox; the answer is per connector. */
async function stateOfSandbox(ctx: CommandContext): Promise<(connectorId: string) => SandboxState> {
  const folder = stateFolder({ env: ctx.env, cwd: ctx.cwd, dataFolder: ctx.paths.data })
  const running = await findSandbox(folder, await ctx.http(), ctx.signal)
  if (!running) return () => canStart(folder)
  return (id) => ({ kind: 'running', url: running.published.connectors.find((one) => one.id === id)?.url })
}

const noAddress: Probe = { ok: false, route: '-', reason: 'no-address' }

async function probePlatform(machine: MachineContext, id: string, http: ConnectorContext['http']): Promise<Probe> {
  const connector = await machine.connector(id).catch(() => undefined)
  const address = connector?.manifest.environments[machine.environment]?.baseUrl
  if (address === undefined) return noAddress
  return probe(new URL(address), { http, env: machine.env, now: () => machine.clock.now() })
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
