import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Paths {
  /** Settings and profiles. */
  readonly config: string
  /** What is kept between runs outside a project: sandbox state, connectors, history. */
  readonly data: string
  readonly cache: string
  /** Root of this package: bin, dist, templates. */
  readonly packageRoot: string
  readonly builtinConnectors: string
  readonly templates: string
}

/** `INTEG_CONFIG_DIR`, `INTEG_DATA_DIR`, `INTEG_CACHE_DIR` win; then the XDG folders; then each system's own convention. */
export function findPaths(env: Readonly<Record<string, string | undefined>>, platform = process.platform): Paths {
  const home = env['HOME'] || env['USERPROFILE'] || homedir()
  const own = ownFolders(env, platform, home)
  const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)))
  return {
    config: env['INTEG_CONFIG_DIR'] || own.config,
    data: env['INTEG_DATA_DIR'] || own.data,
    cache: env['INTEG_CACHE_DIR'] || own.cache,
    packageRoot,
    builtinConnectors: join(packageRoot, 'dist', 'connectors'),
    templates: join(packageRoot, 'templates'),
  }
}

function ownFolders(env: Readonly<Record<string, string | undefined>>, platform: string, home: string) {
  if (platform === 'win32') {
    const roaming = env['APPDATA'] || join(home, 'AppData', 'Roaming')
    const local = env['LOCALAPPDATA'] || join(home, 'AppData', 'Local')
    return { config: join(roaming, 'integ'), data: join(local, 'integ', 'data'), cache: join(local, 'integ', 'cache') }
  }
  const xdg = (name: string, fallback: string) => join(env[name] || join(home, fallback), 'integ')
  return {
    config: xdg('XDG_CONFIG_HOME', '.config'),
    data: xdg('XDG_DATA_HOME', '.local/share'),
    cache: xdg('XDG_CACHE_HOME', '.cache'),
  }
}

/** From the bundle in `dist` as from the sources in `src`: the nearest folder that holds our package.json. */
function findPackageRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file) && readFileSync(file, 'utf8').includes('"name": "create-integration"')) return folder
    if (dirname(folder) === folder) return resolve(start, '..')
  }
}
