import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRegistry, type Registry } from '../../src/registry/registry.ts'
import { findPaths } from '../../src/system/paths.ts'

/** The built-in connectors as they ship, and nothing of this machine: its home does not exist. */
export function builtinRegistry(): Promise<Registry> {
  const paths = findPaths({ HOME: join(tmpdir(), `integ-nobody-${randomUUID()}`) })
  return createRegistry({ builtinFolder: paths.builtinConnectors, project: undefined, paths })
}
