import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { envFileForeign, envFileNotWritten } from '../errors/catalog/deliveries.ts'
import { assign } from './export.ts'

/** The first line of every such file: what begins otherwise is somebody else's. */
const MARK = '# Written by integ'

/**
 * Variables as a file for `node --env-file`, dotenv and shells: 0600, whole or not at all. Throws `env-file-foreign`
 * for a file that integ did not write, unless `force`; `env-file-not-written`.
 */
export function writeEnvFile(
  path: string,
  variables: Readonly<Record<string, string>>,
  force: boolean,
): 'written' | 'replaced' {
  const before = contentOf(path)
  if (before !== undefined && !before.startsWith(MARK) && !force) throw envFileForeign({ path })
  const lines = Object.entries(variables).map(([name, value]) => assign(name, value))
  const content = `${MARK}; it is replaced as a whole. Keep it out of version control.\n${lines.join('\n')}\n`
  const fresh = `${path}.${process.pid}.new`
  try {
    writeFileSync(fresh, content, { flag: 'wx', mode: 0o600 })
    renameSync(fresh, path)
  } catch (error) {
    throw envFileNotWritten({ path, reason: reasonOf(error) }, { cause: error })
  } finally {
    rmSync(fresh, { force: true })
  }
  return before === undefined ? 'written' : 'replaced'
}

function contentOf(path: string): string | undefined {
  try {
    if (!lstatSync(path, { throwIfNoEntry: false })) return undefined
    return readFileSync(path, 'utf8')
  } catch (error) {
    // A link that leads nowhere is replaced by the file.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw envFileNotWritten({ path, reason: reasonOf(error) }, { cause: error })
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown'
}
