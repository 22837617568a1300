import { createRegistry, type Registry } from '../../src/registry/registry.ts'
import { findPaths } from '../../src/system/paths.ts'
import { tempDir } from './temp-dir.ts'

/** The built-in connectors as they ship, and nothing of this machine. */
export function builtinRegistry(): Promise<Registry> {
  const home = tempDir()
  const paths = findPaths({ HOME: home })
  return createRegistry({ builtinFolder: paths.builtinConnectors, project: undefined, paths })
}
