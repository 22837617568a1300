import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { documentNotOpenapi, documentReference } from '../errors/catalog/connector.ts'
import type { IntegError } from '../errors/integ-error.ts'
import type { OperationSummary } from '../sdk/operation.ts'
import type { Text } from '../text/text.ts'
import { type StoredEvent, convertEvents } from './events.ts'
import { type DocumentRoot, INDEX_FILE, KEYS } from './index-file.ts'
import { createIds, deriveId } from './operation-id.ts'
import { type OperationContext, convertOperation, operationsOf } from './operations.ts'
import { encodePack } from './pack.ts'
import { createParser } from './parse.ts'
import { isRecord, memberOf } from './pointer.ts'
import { convertSchema } from './schema.ts'
import { readSecuritySchemes, readServers } from './security.ts'
import { type Node, type Source, createSource } from './source.ts'

export interface CompileOptions {
  /** Root file of the document: JSON or YAML, any version. */
  readonly source: string
  /** Made when missing; `openapi.index` in it is replaced at once or not at all. */
  readonly outFolder: string
  /** References may lead to files below it; default: the folder of `source`. */
  readonly folder?: string
  readonly progress?: (step: CompileStep) => void
}

export interface CompileStep {
  readonly done: number
  readonly total: number
}

export interface CompiledDocument extends DocumentRoot {
  readonly file: string
  readonly operations: readonly OperationSummary[]
  readonly events: readonly { readonly id: string; readonly summary: string }[]
  /** Absolute paths of every file that was read. */
  readonly files: readonly string[]
}

/** Turns an OpenAPI document into an index on disk. Throws what is wrong with it, and where. */
export async function compileDocument(options: CompileOptions): Promise<CompiledDocument> {
  const source = await openSource(options)
  const version = readVersion(source, basename(options.source))
  const { entries, summary } = await convert(source, version, options.progress)
  const file = join(options.outFolder, INDEX_FILE)
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(draft, encodePack(entries))
    renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
  return { ...summary, file, files: source.files() }
}

async function openSource(options: CompileOptions): Promise<Source> {
  const file = resolve(options.source)
  if (!existsSync(file) || !statSync(file).isFile())
    throw documentNotOpenapi({ file: options.source, reason: { en: 'there is no such file', zh: '文件不存在' } })
  const [parse, { lineOf }] = await Promise.all([createParser(), import('./line.ts')])
  return createSource({ file, folder: resolve(options.folder ?? dirname(file)), parse, lineOf })
}

function readVersion(source: Source, file: string): OperationContext['version'] {
  const { value } = source.root
  const refuse = (en: string, zh: string) => documentNotOpenapi({ file, reason: { en, zh } satisfies Text })
  if (!isRecord(value)) throw refuse('it does not hold an object', '内容不是对象')
  const said = value['openapi'] ?? value['swagger']
  if (typeof said !== 'string' && typeof said !== 'number')
    throw refuse('it has neither "openapi" nor "swagger"', '既没有 "openapi" 也没有 "swagger"')
  const version = /^(2\.0|3\.[012])(\.\d+)?([-+].*)?$/.exec(typeof said === 'number' ? said.toFixed(1) : said)?.[1]
  if (version === undefined || (version === '2.0') !== (value['openapi'] === undefined))
    throw refuse(`version "${said}" is not one of 2.0, 3.0, 3.1, 3.2`, `版本“${said}”不是 2.0、3.0、3.1、3.2 之一`)
  for (const key of ['info', 'paths', 'components', 'webhooks', 'definitions'])
    if (value[key] !== undefined && value[key] !== null && !isRecord(value[key]))
      throw source.wrong(source.child(source.root, key), `"${key}" must be an object`, `"${key}" 必须是对象`)
  return version as OperationContext['version']
}

interface Converted {
  readonly entries: Map<string, string>
  readonly summary: Omit<CompiledDocument, 'file' | 'files'>
}

async function convert(
  source: Source,
  version: OperationContext['version'],
  progress?: CompileOptions['progress'],
): Promise<Converted> {
  const entries = new Map<string, string>()
  const queue: Node[] = []
  const known = new Set<string>()
  const refer = (target: Node): string => {
    const key = source.keyOf(target)
    if (!known.has(key)) {
      known.add(key)
      queue.push(target)
    }
    return key
  }
  const context: OperationContext = { source, refer, siblings: version === '3.1' || version === '3.2', version }
  const broken: IntegError[] = []
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      // References to nothing are collected, so that one run names them all.
      if (!isBrokenReference(error)) throw error
      broken.push(error)
      return undefined
    }
  }
  let done = 0
  const rest = async (): Promise<void> => {
    if (++done % 200 !== 0) return
    progress?.({ done, total: done + queue.length })
    await new Promise((resume) => setImmediate(resume))
  }

  const root = readRoot(source, version)
  const operations: OperationSummary[] = []
  for (const [id, path, entry] of listOperations(context, attempt)) {
    const operation = attempt(() => convertOperation(id, entry, path, context))
    if (!operation) continue
    entries.set(KEYS.operation(id), JSON.stringify(operation))
    operations.push({ id, method: operation.method, path, summary: operation.summary, tags: operation.tags })
    await rest()
  }
  const events: StoredEvent[] = attempt(() => convertEvents(context)) ?? []
  for (const event of events) entries.set(KEYS.event(event.id), JSON.stringify(event))
  attempt(() => namedSchemas(source, version).forEach(refer))
  for (let node = queue.pop(); node; node = queue.pop()) {
    const target = node
    const schema = attempt(() => convertSchema(target, context))
    if (schema !== undefined) entries.set(source.keyOf(target), JSON.stringify(schema))
    await rest()
  }
  if (broken[0]) throw withCount(broken[0], broken)
  const listed = events.map(({ id, summary, scheme }) => ({ id, summary, scheme }))
  entries.set(KEYS.root, JSON.stringify(root))
  entries.set(KEYS.operations, JSON.stringify(operations))
  entries.set(KEYS.events, JSON.stringify(listed))
  return { entries, summary: { ...root, operations, events: listed } }
}

function isBrokenReference(error: unknown): error is IntegError {
  return (error as { code?: unknown } | undefined)?.code === documentReference.entry.code
}

/** The first broken reference, with the places of the others in its details. */
function withCount(first: IntegError, all: readonly IntegError[]): IntegError {
  return Object.assign(first, {
    details: { count: all.length, problems: all.slice(0, 20).map((error) => error.text) },
  })
}

function readRoot(source: Source, version: OperationContext['version']): DocumentRoot {
  const info = source.deref(source.child(source.root, 'info')).value
  const text = (key: string) => {
    const value = memberOf(info, key)
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  }
  const description = text('description')
  return {
    version: String(memberOf(source.root.value, 'openapi') ?? memberOf(source.root.value, 'swagger')),
    info: { title: text('title'), version: text('version'), ...(description !== '' && { description }) },
    servers: readServers(source, version === '2.0'),
    securitySchemes: readSecuritySchemes(source, version === '2.0'),
  }
}

type Listed = readonly [id: string, path: string, entry: ReturnType<typeof operationsOf>[number]]

/** Every operation with its id. Ids that the document gives come first, so that a derived one never takes theirs. */
function listOperations(context: OperationContext, attempt: <T>(work: () => T) => T | undefined): Listed[] {
  const { source } = context
  const found = source
    .children(source.child(source.root, 'paths'))
    .filter(([path]) => path.startsWith('/') || !path.startsWith('x-'))
    .flatMap(([path, item]) =>
      (attempt(() => operationsOf(item, context)) ?? []).map((entry) => ({ path, entry, id: '' })),
    )
  const unique = createIds()
  const named = ({ entry }: (typeof found)[number]) => memberOf(entry[1].value, 'operationId')
  for (const item of found) {
    const id = named(item)
    if (typeof id === 'string' && id.trim() !== '') item.id = unique(id.trim())
  }
  for (const item of found) if (item.id === '') item.id = unique(deriveId(item.entry[0], item.path))
  return found.map(({ id, path, entry }) => [id, path, entry] as const)
}

/** Schemas that the document names, whether or not an operation uses them. */
function namedSchemas(source: Source, version: OperationContext['version']): Node[] {
  const holder =
    version === '2.0'
      ? source.child(source.root, 'definitions')
      : source.child(source.child(source.root, 'components'), 'schemas')
  return source.children(holder).map(([, node]) => node)
}
