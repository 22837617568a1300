import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { connectorModuleBroken, manifestBroken } from '../errors/catalog/connector.ts'
import type { ConnectorManifest } from '../sdk/connector.ts'
import { type CompileStep, type CompiledDocument, compileDocument } from '../spec/compile.ts'
import { INDEX_FILE } from '../spec/index-file.ts'
import { createParser, readText } from '../spec/parse.ts'
import { errorFiles, compileExplanations } from './explanations.ts'
import { MANIFEST_FILE, SOURCE_MANIFESTS, checkManifest } from './manifest.ts'
import { makeFolder } from '../system/folder.ts'

export interface BuildOptions {
  /** Replaces the id of the manifest. */
  readonly id?: string
  /** The bundler makes the module: its name is kept with `.cjs`, and nothing is copied. Default: true. */
  readonly bundled?: boolean
  readonly progress?: (step: CompileStep) => void
}

export interface BuiltConnector {
  readonly manifest: ConnectorManifest
  readonly document: CompiledDocument
  /** Files that the result was made from. */
  readonly files: readonly string[]
}

/**
 * Compiles a connector's folder (connector.yaml, OpenAPI document, errors, fixtures) into the form that is read at
 * run time. Files of the bundler in `outFolder` stay. Throws what is wrong with the folder, and where.
 */
export async function buildConnector(
  sourceFolder: string,
  outFolder: string,
  options: BuildOptions = {},
): Promise<BuiltConnector> {
  const { bundled = true } = options
  const manifestFile = findManifest(sourceFolder)
  const parse = await createParser()
  const written = checkManifest(parse(readText(manifestFile, manifestFile), manifestFile), manifestFile)
  const source = options.id === undefined ? written : checkManifest({ ...written, id: options.id }, manifestFile)
  const part = (name: 'openapi' | 'errors' | 'fixtures' | 'module') =>
    partOf(sourceFolder, manifestFile, source, name, bundled)
  const openapi = part('openapi') ?? ''
  makeFolder(outFolder)
  const document = await compileDocument({
    source: openapi,
    outFolder,
    folder: sourceFolder,
    ...(options.progress && { progress: options.progress }),
  })
  const errors = part('errors')
  if (errors !== undefined) {
    const entries = compileExplanations(errors, parse)
    writeFileSync(join(outFolder, 'errors.json'), JSON.stringify(entries))
  }
  const fixtures = part('fixtures')
  if (fixtures !== undefined && existsSync(fixtures)) cpSync(fixtures, join(outFolder, 'fixtures'), { recursive: true })
  const modules = bundled || source.module === undefined ? [] : copyModule(sourceFolder, outFolder, source)
  const manifest: ConnectorManifest = {
    ...source,
    openapi: INDEX_FILE,
    ...(errors !== undefined && { errors: 'errors.json' }),
    ...(fixtures !== undefined && { fixtures: 'fixtures' }),
    ...(source.module !== undefined && { module: source.module.replace(/\.ts$/, '.cjs') }),
  }
  writeManifest(outFolder, manifest)
  return {
    manifest,
    document,
    files: [manifestFile, ...document.files, ...(errors === undefined ? [] : errorFiles(errors)), ...modules],
  }
}

/** The manifest in a folder, under one of its names. Throws `connector-manifest-broken`. */
export function findManifest(folder: string): string {
  const found = SOURCE_MANIFESTS.map((name) => join(folder, name)).find((file) => existsSync(file))
  if (found === undefined)
    throw manifestBroken({ file: folder, reason: { en: 'there is no connector.yaml', zh: '没有 connector.yaml' } })
  return found
}

/** Written last and at once: a folder without it is not a connector yet. */
export function writeManifest(outFolder: string, manifest: ConnectorManifest): void {
  const draft = join(outFolder, `${MANIFEST_FILE}.${process.pid}.tmp`)
  writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`)
  renameSync(draft, join(outFolder, MANIFEST_FILE))
}

function partOf(
  folder: string,
  manifestFile: string,
  manifest: ConnectorManifest,
  name: 'openapi' | 'errors' | 'fixtures' | 'module',
  bundled: boolean,
): string | undefined {
  const path = manifest[name]
  if (path === undefined) return undefined
  const full = resolve(folder, path)
  const way = relative(folder, full)
  if (way.startsWith('..') || resolve(way) === way)
    throw manifestBroken({
      file: manifestFile,
      reason: { en: `"${name}" leaves the folder`, zh: `“${name}”超出了该文件夹` },
    })
  if (!existsSync(full) && !(name === 'module' && bundled))
    throw manifestBroken({
      file: manifestFile,
      reason: { en: `"${name}" names ${path}, which is not there`, zh: `“${name}”指向的 ${path} 不存在` },
    })
  return full
}

const CODE = new Set(['.js', '.mjs', '.cjs', '.json'])

/** The module with the JavaScript and JSON that stands beside it, since it may import that. */
function copyModule(folder: string, outFolder: string, manifest: ConnectorManifest): string[] {
  const name = manifest.module ?? ''
  const file = resolve(folder, name)
  const refuse = (reason: string) => connectorModuleBroken({ id: manifest.id, file, reason })
  if (!CODE.has(extname(name))) throw refuse('name a .js or .mjs file; TypeScript has to be compiled first.')
  if (!existsSync(file)) throw refuse('the file is not there.')
  const copied: string[] = []
  const copy = (at: string, depth: number): void => {
    for (const entry of readdirSync(at)) {
      const path = join(at, entry)
      const way = relative(folder, path)
      if (entry.startsWith('.') || entry === 'node_modules' || way === manifest.fixtures) continue
      const stat = statSync(path)
      if (stat.isDirectory() && depth < 8) copy(path, depth + 1)
      else if (
        stat.isFile() &&
        CODE.has(extname(entry)) &&
        stat.size < 4_000_000 &&
        !(entry === 'connector.json' || way === manifest.openapi)
      ) {
        const target = join(outFolder, way)
        mkdirSync(dirname(target), { recursive: true })
        copyFileSync(path, target)
        copied.push(path)
      }
    }
  }
  rmSync(join(outFolder, name), { force: true })
  copy(folder, 0)
  // Without a package.json of its own the copy would take the type of whatever project holds it.
  const target = join(outFolder, 'package.json')
  if (!existsSync(target)) writeFileSync(target, '{ "type": "module" }\n')
  return copied
}
