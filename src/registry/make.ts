import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { connectorSourceMissing } from '../errors/catalog/connector.ts'
import { type ConnectorManifest, SDK_VERSION } from '../sdk/connector.ts'
import { type CompileStep, type CompiledDocument, compileDocument } from '../spec/compile.ts'
import { INDEX_FILE } from '../spec/index-file.ts'
import { buildConnector, writeManifest } from './build.ts'
import { SOURCE_MANIFESTS, checkId, suggestId } from './manifest.ts'
import { writeNote } from './source-note.ts'

export interface MakeOptions {
  /** Absolute path of an OpenAPI document or of a connector's folder. */
  readonly source: string
  readonly id?: string | undefined
  /** References of the document may lead to files below it. */
  readonly root?: string | undefined
  /** Where compiled connectors are kept; the result goes to a folder named by the id. */
  readonly into: string
  /** Entry of integration.json. Default: the id. */
  readonly entry?: string | undefined
  /** Asked before anything is put in place; may throw. */
  readonly admit?: (id: string) => void
  readonly progress?: ((step: CompileStep) => void) | undefined
}

export interface MadeConnector {
  readonly manifest: ConnectorManifest
  readonly folder: string
  readonly document: CompiledDocument
}

/** Compiles a document or a connector's folder into `<into>/<id>`, at once or not at all. */
export async function makeConnector(options: MakeOptions): Promise<MadeConnector> {
  const source = findSource(options.source)
  const draft = join(options.into, `.draft-${process.pid}-${Date.now().toString(36)}`)
  try {
    const made =
      source.kind === 'folder'
        ? await fromFolder(source.path, draft, options)
        : await fromDocument(source.path, draft, options)
    options.admit?.(made.manifest.id)
    const note = {
      entry: options.entry ?? made.manifest.id,
      source: options.source,
      ...(options.root !== undefined && { root: options.root }),
    }
    writeNote(draft, note, made.files)
    const folder = join(options.into, made.manifest.id)
    rmSync(folder, { recursive: true, force: true })
    renameSync(draft, folder)
    return { manifest: made.manifest, folder, document: { ...made.document, file: join(folder, INDEX_FILE) } }
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

interface Made {
  readonly manifest: ConnectorManifest
  readonly document: CompiledDocument
  readonly files: readonly string[]
}

async function fromFolder(folder: string, draft: string, options: MakeOptions): Promise<Made> {
  return buildConnector(folder, draft, {
    bundled: false,
    ...(options.id !== undefined && { id: options.id }),
    ...(options.progress && { progress: options.progress }),
  })
}

/** A document alone gives a connector without code: its title names it, its servers are the environments. */
async function fromDocument(file: string, draft: string, options: MakeOptions): Promise<Made> {
  const document = await compileDocument({
    source: file,
    outFolder: draft,
    folder: options.root ?? dirname(file),
    ...(options.progress && { progress: options.progress }),
  })
  const title = document.info.title || basename(file)
  const id = checkId(options.id ?? documentId(file, document))
  const manifest: ConnectorManifest = {
    id,
    name: { en: title, zh: title },
    summary: { en: `${title} ${document.info.version}`.trim(), zh: `${title} ${document.info.version}`.trim() },
    sdk: SDK_VERSION,
    openapi: INDEX_FILE,
    environments: environmentsOf(document),
  }
  writeManifest(draft, manifest)
  return { manifest, document, files: document.files }
}

/** Named by its title, else by its file: the same document always gives the same id. */
export function documentId(file: string, document: CompiledDocument): string {
  const folderName = basename(dirname(file))
  return suggestId(document.info.title) ?? suggestId(basename(file)) ?? suggestId(folderName) ?? 'api'
}

function environmentsOf({ servers }: CompiledDocument): ConnectorManifest['environments'] {
  const usable = servers.filter(({ url }) => /^https?:\/\//i.test(url) && !url.includes('{') && URL.canParse(url))
  const isTest = ({ url, description = '' }: (typeof usable)[number]) =>
    /(?<![a-z])(sandbox|test|testing|staging|stage|mock|dev)(?![a-z])/i.test(`${url} ${description}`)
  const sandbox = usable.find(isTest)
  const production = usable.find((server) => !isTest(server)) ?? (sandbox ? undefined : usable[0])
  return {
    ...(sandbox && { sandbox: { baseUrl: sandbox.url } }),
    ...(production && { production: { baseUrl: production.url } }),
  }
}

type Source = { readonly kind: 'folder' | 'document'; readonly path: string }

/** A folder with a connector.yaml, a folder with one OpenAPI root, or the document itself. */
export function findSource(path: string): Source {
  const refuse = (en: string, zh: string) => connectorSourceMissing({ source: path, reason: { en, zh } })
  if (!existsSync(path)) throw refuse('there is no such file or folder', '文件或文件夹不存在')
  if (statSync(path).isFile()) {
    const isManifest = (SOURCE_MANIFESTS as readonly string[]).includes(basename(path))
    return isManifest ? { kind: 'folder', path: dirname(path) } : { kind: 'document', path }
  }
  if (SOURCE_MANIFESTS.some((name) => existsSync(join(path, name)))) return { kind: 'folder', path }
  const roots = readdirSync(path).filter((name) => /\.(json|ya?ml)$/i.test(name) && isRoot(resolve(path, name)))
  const first = roots.find((name) => /^(openapi|swagger)\./i.test(name)) ?? (roots.length === 1 ? roots[0] : undefined)
  if (first !== undefined) return { kind: 'document', path: join(path, first) }
  if (roots.length > 1)
    throw refuse(
      `holds more than one OpenAPI document (${roots.slice(0, 5).join(', ')}); name one`,
      `包含多份 OpenAPI 文档（${roots.slice(0, 5).join('、')}），请指明其中一份`,
    )
  throw refuse('holds neither connector.yaml nor an OpenAPI document', '既没有 connector.yaml，也没有 OpenAPI 文档')
}

/** A look at the first lines is enough to tell a root from a part. */
function isRoot(file: string): boolean {
  const stat = statSync(file)
  if (!stat.isFile() || stat.size > 128 * 1024 * 1024) return false
  const head = readFileSync(file)
    .subarray(0, 64 * 1024)
    .toString('utf8')
  return /^\s*["']?(openapi|swagger)["']?\s*:\s*["']?[23]\./m.test(head) || /^\{\s*"(openapi|swagger)"\s*:/.test(head)
}
