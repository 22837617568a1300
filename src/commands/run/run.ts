import { delimiter, join } from 'node:path'
import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext, Env } from '../../cli/context.ts'
import { commandNotFound } from '../../errors/catalog/create.ts'
import { missingArgument } from '../../errors/catalog/usage.ts'
import { integrationEnvironment } from '../../profiles/environment.ts'
import { interruptionOf, signalExitCode } from '../../system/interruption.ts'
import { redirect } from './redirect.ts'
import { startSandboxFor, type ServingSandbox } from './sandbox.ts'

/** Attaches to the sandbox or starts one, runs the command with its variables, and ends with the command's exit code. */
export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const project = await ctx.project()
  const [file, ...args] = [...input.args, ...input.rest]
  const line = file === undefined ? project?.start : undefined
  if (file === undefined && line === undefined)
    throw missingArgument({ name: 'command', command: 'integ run', example: 'integ run -- npm start' })

  const sandbox = await startSandboxFor(ctx, input.options['state'] as string | undefined)
  const added = await variables(ctx, sandbox)
  const keep = input.options['keepEnv'] === true
  const wanted = keep ? { ...added, ...ctx.env } : { ...ctx.env, ...added }
  const led = input.options['redirect'] === false ? {} : await redirect(ctx, sandbox, wanted)
  const env = withPrograms({ ...wanted, ...led }, project?.root ?? ctx.cwd)
  const exec = await ctx.exec()
  const stopped = (): number | undefined => {
    const cause = interruptionOf(ctx.signal)
    return cause && signalExitCode(cause.signal)
  }
  if (ctx.signal.aborted) return stopped() ?? 1
  const start =
    line === undefined ? { file: file ?? '', cwd: ctx.cwd } : { file: line, cwd: project?.root ?? ctx.cwd, shell: true }
  const { file: program, ...where } = start
  const result = await exec.run(program, args, { ...where, env, output: 'inherit', signal: ctx.signal })
  if (result.notFound && line === undefined) throw commandNotFound({ name: program })
  return stopped() ?? result.code
}

async function variables(ctx: CommandContext, sandbox: ServingSandbox): Promise<Readonly<Record<string, string>>> {
  const registry = await ctx.registry()
  const all: Record<string, string> = {}
  for (const { id, url } of sandbox.connectors) {
    const connector = await registry.get(id)
    const { credential } = await ctx.localCredential(connector)
    Object.assign(all, integrationEnvironment(connector, credential, url))
  }
  return all
}

/** The programs of the project's packages are found by name, as in a script of package.json. */
function withPrograms(env: Env, root: string): Env {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  return { ...env, [name]: [join(root, 'node_modules', '.bin'), env[name]].filter(Boolean).join(delimiter) }
}
