import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly license?: string; readonly dev?: boolean }>
  >
}

/** Libraries that are bundled into dist, with what they bring along. */
const BUNDLED = [
  'commander',
  '@inquirer/prompts',
  'undici',
  'conf',
  'chalk',
  'ora',
  'execa',
  'js-yaml',
  '@cfworker/json-schema',
  'yaml',
  'cli-table3',
  '@bomb.sh/tab',
  'validate-npm-package-name',
  'junit-report-builder',
  'preact',
  'fflate',
]

/** Name, version, licence and licence text of every bundled library. */
export function collectLicences(root: string, lockText: string): string {
  const lock = JSON.parse(lockText) as LockFile
  const seen = new Set<string>()
  const queue = BUNDLED.map((name) => `node_modules/${name}`)
  for (const place of queue) {
    if (seen.has(place) || !lock.packages[place]) continue
    seen.add(place)
    for (const name of dependenciesOf(join(root, place)))
      queue.push(
        lock.packages[`${place}/node_modules/${name}`] ? `${place}/node_modules/${name}` : `node_modules/${name}`,
      )
  }
  return [...seen]
    .sort()
    .map((place) => describe(root, place, lock))
    .join(`\n${'-'.repeat(78)}\n\n`)
}

function dependenciesOf(folder: string): string[] {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return []
  const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as { dependencies?: Record<string, string> }
  return Object.keys(dependencies)
}

function describe(root: string, place: string, lock: LockFile): string {
  const { version = '', license = 'see its package' } = lock.packages[place] ?? {}
  const folder = join(root, place)
  const file = existsSync(folder) ? readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name)) : undefined
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : ''
  return `${place.split('node_modules/').at(-1)} ${version} (${license})\n\n${text}\n`
}
