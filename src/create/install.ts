import type { CommandContext, Env } from '../cli/context.ts'
import { installFailed, packageManagerMissing } from '../errors/catalog/create.ts'
import { cancelled } from '../errors/catalog/terminal.ts'
import type { Plan } from './choose.ts'
import { lastLines } from './last-lines.ts'

/**
 * Settings of the command that started us (`npx -p …`) or of a production shell, which would install the wrong
 * packages or none. Registry, cache and proxy settings stay: they are the user's.
 */
const NOT_OURS =
  /^(npm_config_(package|call|local_prefix|global|dry_run|omit|only|production|workspace|workspaces|include_workspace_root|save.*)|npm_(lifecycle|package)_.*|NODE_ENV|INIT_CWD)$/i

export function installEnv(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_OURS.test(name)))
}

/** Installs the packages, then runs the template's own scripts for that. The project stays when it fails. */
export async function installPackages(
  plan: Plan,
  ports: Pick<CommandContext, 'env' | 'exec' | 'signal'>,
): Promise<void> {
  const { packageManager, template } = plan
  const scripts = template.afterInstall.map((script) => ['run', script])
  for (const args of [packageManager.install, ...scripts]) await runStep(packageManager.name, args, plan, ports)
}

async function runStep(
  file: string,
  args: readonly string[],
  plan: Plan,
  ports: Pick<CommandContext, 'env' | 'exec' | 'signal'>,
): Promise<void> {
  const { root, shown } = plan.target
  const exec = await ports.exec()
  const result = await exec.run(file, args, {
    cwd: root,
    env: installEnv(ports.env),
    output: 'capture',
    signal: ports.signal,
  })
  if (ports.signal.aborted) throw cancelled({})
  if (result.notFound) throw packageManagerMissing({ name: file, folder: shown })
  if (result.code === 0) return
  const command = [file, ...args.filter((arg) => !arg.startsWith('--'))].join(' ')
  throw installFailed(
    { folder: shown, command, output: lastLines(result.output, 8) },
    { details: { exitCode: result.code } },
  )
}
