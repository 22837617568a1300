import type { Clock, Random } from '../sdk/http.ts'
import type { Lang } from '../text/text.ts'
import type { CommandSpec } from './command.ts'
import type { Io } from '../ui/io.ts'
import type { Redactor } from '../profiles/redact.ts'
import type { ProfileStore } from '../profiles/store.ts'
import type { Registry } from '../registry/registry.ts'
import type { Project } from '../project/project.ts'
import type { Prompter } from '../ui/prompts.ts'
import type { CommandRunner } from '../system/exec.ts'
import type { HttpClient } from '../system/http.ts'
import type { Paths } from '../system/paths.ts'
import type { CallPorts } from '../call/types.ts'
import type { AttachedSandbox } from '../sandbox/attach.ts'
import type { Connector } from '../sdk/connector.ts'
import type { LocalCredential } from '../profiles/local.ts'

/** Options that every command has. */
export interface GlobalOptions {
  readonly json: boolean
  readonly quiet: boolean
  readonly trace: boolean
  readonly yes: boolean
  readonly profile: string | undefined
  readonly environment: 'local' | 'sandbox' | 'production' | undefined
}

export type Lazy<T> = () => Promise<T>
export type Env = Readonly<Record<string, string | undefined>>

/** Every port a command may use. Built late: nobody pays for what a command does not touch. */
export interface CommandContext {
  readonly version: string
  /** Every command, for completion and for `help`. */
  readonly specs: readonly CommandSpec[]
  readonly cwd: string
  readonly env: Env
  readonly lang: Lang
  readonly options: GlobalOptions
  readonly io: Io
  readonly clock: Clock
  readonly random: Random
  readonly redactor: Redactor
  readonly paths: Paths
  /** Ends long work: set off by Ctrl-C. */
  readonly signal: AbortSignal
  readonly http: Lazy<HttpClient>
  readonly registry: Lazy<Registry>
  readonly profiles: Lazy<ProfileStore>
  readonly project: Lazy<Project | undefined>
  readonly prompts: Lazy<Prompter>
  readonly exec: Lazy<CommandRunner>
  readonly callPorts: Lazy<CallPorts>
  /** The credential of the environment `local`, minted once; the sandbox of this run knows the same one. */
  localCredential(connector: Connector): Promise<LocalCredential>
  /** The running sandbox of the project, or one in this process on the same state. Closed when the run ends. */
  sandbox(options?: SandboxOptions): Promise<AttachedSandbox>
  /** Something to undo or close when the run ends, however it ends. Last registered, first done. */
  defer(close: () => Promise<void> | void): void
}

export interface SandboxOptions {
  /** State folder in place of the project's. */
  readonly state?: string | undefined
  /** A sandbox that has to be started is to be found by other commands while this one runs. */
  readonly announce?: boolean
}

export interface ContextParts {
  readonly version: string
  readonly specs: readonly CommandSpec[]
  readonly cwd: string
  readonly env: Env
  readonly lang: Lang
  readonly options: GlobalOptions
  readonly io: Io
  readonly redactor: Redactor
  readonly signal: AbortSignal
  readonly defer: CommandContext['defer']
  readonly overrides: PortOverrides
}

/** What a test may put in place of the real thing. */
export interface PortOverrides {
  readonly clock?: Clock
  readonly random?: Random
  readonly http?: HttpClient
  readonly prompts?: Prompter
  readonly exec?: CommandRunner
  readonly builtinConnectors?: string
}

/** The composition root. Every port but the cheapest is behind `import()` and built once, when first asked for. */
export async function createContext(parts: ContextParts): Promise<CommandContext> {
  const { overrides, env, cwd, io, signal } = parts
  const [{ findPaths }, { systemClock }, { systemRandom }] = await Promise.all([
    import('../system/paths.ts'),
    import('../system/clock.ts'),
    import('../system/random.ts'),
  ])
  const found = findPaths(env)
  const paths = overrides.builtinConnectors ? { ...found, builtinConnectors: overrides.builtinConnectors } : found
  const clock = overrides.clock ?? systemClock
  const random = overrides.random ?? systemRandom
  const project = once(async () => (await import('../project/project.ts')).findProject(cwd))
  const ports = {
    version: parts.version,
    specs: parts.specs,
    cwd,
    env,
    lang: parts.lang,
    options: parts.options,
    io,
    clock,
    random,
    redactor: parts.redactor,
    paths,
    signal,
    defer: parts.defer,
    project,
    http: once(async () => overrides.http ?? (await import('../system/http.ts')).createHttpClient(env)),
    registry: once(async () => {
      const { createRegistry } = await import('../registry/registry.ts')
      const registry = await createRegistry({ builtinFolder: paths.builtinConnectors, project: await project(), paths })
      parts.defer(() => registry.close())
      return registry
    }),
    profiles: once(async () => (await import('../profiles/store.ts')).createProfileStore({ paths, clock })),
    prompts: once(async () => overrides.prompts ?? (await import('../ui/prompts.ts')).createPrompter(io, signal)),
    exec: once(async () => overrides.exec ?? (await import('../system/exec.ts')).createCommandRunner()),
  }
  const platforms = once(async () => (await import('./platforms.ts')).createPlatforms(ports))
  return {
    ...ports,
    callPorts: async () => (await platforms()).callPorts(),
    localCredential: async (connector) => (await platforms()).localCredential(connector),
    sandbox: async (options) => (await platforms()).sandbox(options),
  }
}

function once<T>(make: () => Promise<T>): Lazy<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
