import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * How a made project depends on this package: by version, or on the folder itself when it runs from a checkout,
 * whose version may not be published.
 */
export function ownDependency(packageRoot: string, version: string): string {
  return isCheckout(packageRoot) ? `file:${packageRoot}` : `^${version}`
}

function isCheckout(packageRoot: string): boolean {
  return existsSync(join(packageRoot, 'src')) && basename(dirname(packageRoot)) !== 'node_modules'
}
