import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { ConnectorManifest } from '../sdk/connector.ts'
import { MANIFEST_FILE, readManifest } from './manifest.ts'
import { compiledIn, isStale, readNote } from './source-note.ts'

export type ConnectorOrigin = 'built-in' | 'project' | 'user'

export interface RegistryEntry {
  readonly id: string
  readonly manifest: ConnectorManifest
  readonly source: ConnectorOrigin
  /** Absolute path of the compiled folder. */
  readonly folder: string
}

export interface LocateOptions {
  /** Compiled connectors of integ itself. */
  readonly builtinFolder: string
  readonly project: { readonly root: string; readonly connectors: readonly string[] } | undefined
  readonly paths: { readonly data: string }
}

export interface Located {
  readonly entries: readonly RegistryEntry[]
  /** Entries of integration.json that cannot be used, with the reason. */
  readonly broken: readonly { readonly entry: string; readonly error: unknown }[]
}

export function projectFolder(root: string): string {
  return join(root, '.integ', 'connectors')
}

export function userFolder(data: string): string {
  return join(data, 'connectors')
}

/** An entry that names a place instead of an id. */
export function isPath(entry: string): boolean {
  return entry.startsWith('.') || isAbsolute(entry) || /\.(json|ya?ml)$/i.test(entry)
}

/**
 * What can be used here. Of the same id the project's own wins over the user's, and that over the built-in one.
 * Reads manifests only, except for what integration.json names by path or package: that is compiled when it is new or changed.
 */
export async function locate(options: LocateOptions): Promise<Located> {
  const { project } = options
  const broken: { entry: string; error: unknown }[] = []
  const found = new Map<string, RegistryEntry>()
  const take = (folder: string, source: ConnectorOrigin) => {
    try {
      const manifest = readManifest(join(folder, MANIFEST_FILE))
      if (!found.has(manifest.id)) found.set(manifest.id, { id: manifest.id, manifest, source, folder })
    } catch (error) {
      broken.push({ entry: folder, error })
    }
  }
  if (project) {
    for (const entry of project.connectors) {
      try {
        await refresh(entry, project, options)
      } catch (error) {
        broken.push({ entry, error })
      }
    }
    for (const folder of compiledIn(projectFolder(project.root))) take(folder, 'project')
  }
  for (const folder of compiledIn(userFolder(options.paths.data))) take(folder, 'user')
  for (const folder of compiledIn(options.builtinFolder)) take(folder, 'built-in')
  return { entries: [...found.values()], broken }
}

async function refresh(
  entry: string,
  project: NonNullable<LocateOptions['project']>,
  options: LocateOptions,
): Promise<void> {
  const into = projectFolder(project.root)
  const known = compiledIn(into)
    .map((folder) => ({ folder, note: readNote(folder) }))
    .find(({ note }) => note?.entry === entry)
  if (known?.note && !isStale(known.note)) return
  const isKnownId = [into, userFolder(options.paths.data), options.builtinFolder].some((folder) =>
    existsSync(join(folder, entry, MANIFEST_FILE)),
  )
  if (!known && !isPath(entry) && isKnownId) return
  const source =
    known?.note?.source ?? (isPath(entry) ? resolve(project.root, entry) : packageFolder(entry, project.root))
  if (source === undefined) return
  // Only now: no YAML parser is on the path of a command whose connectors are compiled.
  const { makeConnector } = await import('./make.ts')
  const id = known ? readManifest(join(known.folder, MANIFEST_FILE)).id : undefined
  await makeConnector({ source, into, entry, root: known?.note?.root, ...(id !== undefined && { id }) })
}

/** An installed package, found as Node does it; nothing of it is run. */
export function packageFolder(name: string, from: string): string | undefined {
  if (!/^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i.test(name)) return undefined
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return candidate
    if (dirname(folder) === folder) return undefined
  }
}
