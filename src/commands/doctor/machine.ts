import type { CommandContext } from '../../cli/context.ts'
import type { MachineContext } from '../../checks/doctor/types.ts'
import { unknownProfile } from '../../errors/catalog/auth.ts'
import type { Project } from '../../project/project.ts'
import type { Registry } from '../../registry/registry.ts'
import { nearest } from '../../text/nearest.ts'

/** `project` undefined: there is none, or integration.json cannot be used. The doctor works on either way. */
export async function machineContext(
  ctx: CommandContext,
  project: Project | undefined,
  registry: Registry,
): Promise<MachineContext> {
  return {
    clock: ctx.clock,
    env: ctx.env,
    cwd: ctx.cwd,
    paths: ctx.paths,
    version: ctx.version,
    node: process.versions.node,
    environment: await chosenEnvironment(ctx, project),
    savedProfiles: async () => (await ctx.profiles()).list().map((profile) => profile.name),
    project: ctx.project,
    connectorIds: async () => registry.list().map((entry) => entry.id),
    brokenConnectors: () => registry.broken(),
    connector: (id) => registry.get(id),
  }
}

/** The context's own registry reads the project, and a broken one would take it along. */
export async function openRegistry(ctx: CommandContext, project: Project | undefined): Promise<Registry> {
  if (project) return ctx.registry()
  const { createRegistry } = await import('../../registry/registry.ts')
  return createRegistry({ builtinFolder: ctx.paths.builtinConnectors, project: undefined, paths: ctx.paths })
}

async function chosenEnvironment(
  ctx: CommandContext,
  project: Project | undefined,
): Promise<MachineContext['environment']> {
  const { environment, profile } = ctx.options
  if (environment !== undefined) return environment
  if (profile !== undefined) {
    const all = await ctx
      .profiles()
      .then((store) => store.list())
      .catch(() => undefined)
    const saved = all?.find((one) => one.name === profile)
    if (all && !saved)
      throw unknownProfile({
        name: profile,
        nearest: nearest(
          profile,
          all.map((one) => one.name),
        ),
      })
    if (saved) return saved.environment
  }
  return project?.environment ?? 'local'
}
