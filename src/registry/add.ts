import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import {
  connectorIdRefused,
  connectorNotRemovable,
  connectorSourceMissing,
  unknownConnector,
} from '../errors/catalog/connector.ts'
import type { CompileStep } from '../spec/compile.ts'
import { nearest } from '../text/nearest.ts'
import { type RegistryEntry, isPath, packageFolder, projectFolder, userFolder } from './locate.ts'
import { type MadeConnector, makeConnector } from './make.ts'
import { readNote } from './source-note.ts'

export interface AddPorts {
  readonly cwd: string
  readonly project: { readonly root: string; readonly file: string; readonly connectors: readonly string[] } | undefined
  readonly paths: { readonly data: string }
  readonly known: readonly RegistryEntry[]
}

export interface AddOptions {
  /** A file, a folder, or the name of an installed package. */
  readonly source: string
  readonly id?: string | undefined
  readonly root?: string | undefined
  readonly progress?: (step: CompileStep) => void
}

export interface AddedConnector extends MadeConnector {
  /** What stands in integration.json for it; undefined outside a project. */
  readonly entry: string | undefined
  readonly replaced: boolean
}

/** Compiles a source where it will be found, and names it in integration.json. Throws what is wrong with the source. */
export async function addConnector(options: AddOptions, ports: AddPorts): Promise<AddedConnector> {
  const { project } = ports
  const { path, entry } = whereIs(options, ports)
  const into = project ? projectFolder(project.root) : userFolder(ports.paths.data)
  let replaced = false
  const admit = (id: string) => {
    const holder = ports.known.find((known) => known.id === id)
    if (holder?.source === 'built-in')
      throw connectorIdRefused({ id, reason: { en: 'is the name of a built-in connector', zh: '是内置连接器的名称' } })
    replaced = existsSync(join(into, id))
  }
  const root = options.root === undefined ? undefined : resolve(ports.cwd, options.root)
  const made = await makeConnector({
    source: path,
    id: options.id,
    root,
    into,
    entry,
    admit,
    progress: options.progress,
  })
  const named = project && (entry ?? made.manifest.id)
  if (project && named !== undefined)
    editConnectors(project.file, (entries) => (entries.includes(named) ? entries : [...entries, named]))
  return { ...made, entry: named, replaced }
}

/**
 * Inside the project its relative path, so that a colleague's checkout finds it too; a package by its name.
 * A document whose id was chosen, and everything outside the project, by id only.
 */
function whereIs({ source, id }: AddOptions, { cwd, project }: AddPorts): { path: string; entry: string | undefined } {
  const path = resolve(cwd, source)
  if (!existsSync(path)) {
    const found = isPath(source) ? undefined : packageFolder(source, project?.root ?? cwd)
    if (found === undefined)
      throw connectorSourceMissing({
        source,
        reason: {
          en: 'there is no such file, folder or installed package',
          zh: '不存在这样的文件、文件夹或已安装的包',
        },
      })
    return { path: found, entry: id === undefined ? source : undefined }
  }
  const way = project && relative(project.root, path)
  const inside = way !== undefined && way !== '' && !way.startsWith('..') && !isAbsolute(way)
  return { path, entry: inside && id === undefined ? `./${way.split(sep).join('/')}` : undefined }
}

export interface RemovedConnector {
  readonly id: string
  readonly folder: string
  readonly entry: string | undefined
}

/** Takes away the compiled form and the entry of integration.json; sources stay. Throws for built-in ones. */
export function removeConnector(id: string, ports: AddPorts): RemovedConnector {
  const holder = ports.known.find((known) => known.id === id)
  if (!holder)
    throw unknownConnector({
      name: id,
      nearest: nearest(
        id,
        ports.known.map((known) => known.id),
      ),
    })
  if (holder.source === 'built-in') throw connectorNotRemovable({ id })
  const entry = readNote(holder.folder)?.entry
  rmSync(holder.folder, { recursive: true, force: true })
  const named = ports.project?.connectors.find((known) => known === id || known === entry)
  if (ports.project && named !== undefined)
    editConnectors(ports.project.file, (entries) => entries.filter((known) => known !== named))
  return { id, folder: holder.folder, entry: named }
}

/** Changes the one member and keeps the rest of the file, its indent included. */
function editConnectors(file: string, edit: (entries: readonly string[]) => readonly string[]): void {
  const text = readFileSync(file, 'utf8')
  const value = JSON.parse(text.replace(/^\ufeff/, '')) as { connectors?: readonly string[] }
  const before = value.connectors ?? []
  const after = edit(before)
  if (after === before) return
  const indent = /^[{[]\s*\n([ \t]+)/.exec(text)?.[1] ?? '  '
  const draft = `${file}.${process.pid}.tmp`
  writeFileSync(draft, `${JSON.stringify({ ...value, connectors: after }, null, indent)}\n`)
  renameSync(draft, file)
}
