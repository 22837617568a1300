import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * Where the sandbox keeps its state: `--state`, else `INTEG_STATE_DIR`, else `.integ/sandbox` of the project (the
 * folder with integration.json, searched upwards), else `sandbox` in the data folder of this user. Absolute.
 */
export function stateFolder(options: {
  readonly state?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly dataFolder: string
}): string {
  const named = options.state || options.env['INTEG_STATE_DIR']
  if (named) return resolve(options.cwd, named)
  const project = projectRoot(options.cwd)
  return project === undefined ? join(options.dataFolder, 'sandbox') : join(project, '.integ', 'sandbox')
}

function projectRoot(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'integration.json'))) return folder
    if (folder === dirname(folder)) return undefined
  }
}
