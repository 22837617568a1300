import type { CommandContext } from '../cli/context.ts'
import type { Plan } from './choose.ts'
import { copyTemplate, type Finish } from './copy.ts'
import type { Variables } from './fill.ts'
import { initRepository } from './git.ts'
import { ownDependency } from './own-package.ts'

export interface Made {
  readonly variables: Variables
  /** A new repository was made around it. */
  readonly git: boolean
}

/** Writes the project: all of it, or nothing. Installing and running it are steps of their own. */
export async function makeProject(
  plan: Plan,
  options: { readonly git: boolean; readonly variables?: Variables; readonly finish?: Finish },
  ports: Pick<CommandContext, 'env' | 'exec' | 'signal' | 'paths' | 'version'>,
): Promise<Made> {
  const { target, template, packageManager } = plan
  const variables = {
    name: target.name,
    integ: ownDependency(ports.paths.packageRoot, ports.version),
    packageManager: packageManager.name,
    run: packageManager.run,
    exec: packageManager.exec,
    ...options.variables,
  }
  const finish = options.finish ? { finish: options.finish } : {}
  await copyTemplate(template.folder, target, variables, { signal: ports.signal, ...finish })
  return { variables, git: options.git && (await initRepository(target.root, ports)) }
}
