import { statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { unknownConnectors } from '../../checks/doctor/project.ts'
import type { CommandContext, Env } from '../../cli/context.ts'
import { isLoopback } from '../../delivery/loopback.ts'
import { noProject } from '../../errors/catalog/project.ts'
import { folderNotFound } from '../../errors/catalog/filesystem.ts'
import { invalidValue, missingOption } from '../../errors/catalog/usage.ts'
import { findProject, type Project } from '../../project/project.ts'
import { createRegistry } from '../../registry/registry.ts'
import type { Connector } from '../../sdk/connector.ts'

export interface ValidateOptions {
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly bail?: boolean
  readonly url?: string
  readonly start?: string
  readonly connector?: string
  readonly junit?: string
  readonly github?: boolean
}

/** What is to be validated: the integration in a folder, or one that runs already. */
export interface Subject {
  readonly project: Project | undefined
  readonly url: URL
  /** Absent: it runs already. */
  readonly start?: { readonly command: string; readonly cwd: string; readonly env: Env }
  readonly connectors: readonly Connector[]
  eventPath(connector: string): string | undefined
}

/** Throws `no-project`, `missing-option`, `invalid-value`, `folder-not-found` and what the registry throws. */
export async function chooseSubject(
  ctx: CommandContext,
  dir: string | undefined,
  options: ValidateOptions,
): Promise<Subject> {
  const project = await projectIn(ctx, dir)
  if (!project && options.url === undefined) throw noProject({ command: 'integ validate' })
  const command = options.start ?? (options.url === undefined ? project?.start : undefined)
  if (options.url === undefined && command === undefined)
    throw missingOption({
      flag: '--start',
      what: { en: 'The command that starts the integration', zh: '启动集成的命令' },
      command: 'integ validate',
    })
  const given = readUrl(options.url ?? project?.url ?? 'http://127.0.0.1:3000')
  const connectors = await chooseConnectors(ctx, project, options.connector, dir !== undefined)
  const cwd = project?.root ?? ctx.cwd
  // Without integration.json the address itself says where events go.
  const pathOfUrl = project || given.pathname === '/' ? undefined : given.pathname
  return {
    project,
    url: new URL(given.origin),
    ...(command === undefined ? {} : { start: { command, cwd, env: withPrograms(ctx.env, cwd) } }),
    connectors,
    eventPath: (connector) => project?.events[connector] ?? pathOfUrl,
  }
}

async function projectIn(ctx: CommandContext, dir: string | undefined): Promise<Project | undefined> {
  if (dir === undefined) return ctx.project()
  const folder = resolve(ctx.cwd, dir)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw folderNotFound({ path: folder })
  return findProject(folder)
}

function readUrl(value: string): URL {
  const expected = { en: 'an http address of this machine', zh: '本机的 http 地址' }
  if (!URL.canParse(value)) throw invalidValue({ name: '--url', value, expected })
  const url = new URL(value)
  if (url.protocol !== 'http:' || !isLoopback(url.hostname)) throw invalidValue({ name: '--url', value, expected })
  return url
}

async function chooseConnectors(
  ctx: CommandContext,
  project: Project | undefined,
  named: string | undefined,
  elsewhere: boolean,
): Promise<readonly Connector[]> {
  const registry = elsewhere
    ? await createRegistry({ builtinFolder: ctx.paths.builtinConnectors, project, paths: ctx.paths })
    : await ctx.registry()
  if (named !== undefined) return [await registry.get(named)]
  const listed = registry.list()
  if (!project) {
    const [only, ...others] = listed
    if (only && others.length === 0) return [await registry.get(only.id)]
    throw missingOption({ flag: '--connector', what: { en: 'The connector', zh: '连接器' }, command: 'integ validate' })
  }
  const [broken] = registry.broken()
  if (broken) throw broken.error
  // Throws: a misspelt name is not just one connector less to validate.
  for (const name of unknownConnectors(
    project,
    listed.map(({ id }) => id),
  ))
    await registry.get(name)
  // What the project brought along goes by the id of its manifest, not by the entry that names its place.
  const ids = listed
    .filter((entry) => entry.source === 'project' || project.connectors.includes(entry.id))
    .map((entry) => entry.id)
  return Promise.all(ids.map((id) => registry.get(id)))
}

/** The programs of the project's packages are found by name, as in a script of package.json. */
function withPrograms(env: Env, root: string): Env {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  return { ...env, [name]: [join(root, 'node_modules', '.bin'), env[name]].filter(Boolean).join(delimiter) }
}
