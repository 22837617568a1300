import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, extname, join, relative, resolve } from 'node:path'
import type { CommandContext } from '../cli/context.ts'
import { openapiVersionUnsupported } from '../errors/catalog/create.ts'
import { upper } from '../profiles/values.ts'
import { documentId } from '../registry/make.ts'
import { compileDocument, type CompiledDocument } from '../spec/compile.ts'
import { openDocument } from '../spec/document.ts'
import type { SecurityScheme } from '../spec/security.ts'
import type { Plan } from './choose.ts'
import type { Finish } from './copy.ts'
import type { Variables } from './fill.ts'
import { sampleCall } from './sample-call.ts'

export interface PreparedDocument {
  readonly variables?: Variables
  readonly finish?: Finish
}

/**
 * The document of a template that is made for one: read and checked before anything is written. Its words reach code
 * as JSON only, so that no text of a document can become code. Throws what is wrong with the document.
 */
export async function prepareOpenapi(
  plan: Plan,
  file: string | undefined,
  ports: Pick<CommandContext, 'cwd'>,
): Promise<PreparedDocument> {
  const { template, target } = plan
  if (template.openapi === undefined) return {}
  const source = file === undefined ? join(template.folder, template.openapi) : resolve(ports.cwd, file)
  const folder = mkdtempSync(join(tmpdir(), 'integ-create-'))
  try {
    const compiled = await compileDocument({ source, outFolder: folder })
    if (!compiled.version.startsWith('3.'))
      throw openapiVersionUnsupported({ file: file ?? source, version: compiled.version })
    const document = openDocument(folder)
    try {
      const call = sampleCall(document, file ?? source)
      const place = placeOf(source, compiled)
      const id = documentId(join(target.root, place.document), compiled)
      const variables = { ...headOf(compiled, upper(id)), ...call, id, document: place.document }
      return { variables, finish: (staged) => copyDocument(compiled, place, staged, template.openapi ?? '') }
    } finally {
      document.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Place {
  /** Path of the root file in the project. */
  readonly document: string
  /** Folder that the document's files keep their places below. */
  readonly base: string
  readonly into: string
}

/** One file goes to the root; a document in several files gets a folder. */
function placeOf(source: string, compiled: CompiledDocument): Place {
  const name = `openapi${extname(source).toLowerCase() === '.json' ? '.json' : '.yaml'}`
  if (compiled.files.length === 1) return { document: name, base: '', into: name }
  const base = dirname(source)
  return { document: `openapi/${relative(base, source).replaceAll('\\', '/')}`, base, into: 'openapi' }
}

function copyDocument(compiled: CompiledDocument, place: Place, staged: string, sample: string): void {
  rmSync(join(staged, sample), { force: true })
  for (const file of compiled.files) {
    const to = join(staged, place.base === '' ? place.into : join(place.into, relative(place.base, file)))
    mkdirSync(dirname(to), { recursive: true })
    cpSync(file, to, { dereference: true })
  }
}

function headOf(compiled: CompiledDocument, prefix: string): Variables {
  const security = Object.values(compiled.securitySchemes).flatMap(clientScheme)
  const names = { bearer: ['TOKEN'], basic: ['USERNAME', 'PASSWORD'], apiKey: ['APIKEY'] }
  const credentials = [...new Set(security.flatMap(({ type }) => names[type]))]
  return {
    prefix,
    title: plainText(compiled.info.title),
    server: compiled.servers.find(({ url }) => /^https?:\/\/[\w.:/-]+$/.test(url))?.url ?? '',
    security: JSON.stringify(security, null, 2),
    credentials: credentials.map((name) => `${prefix}_${name}=`).join('\n'),
  }
}

type ClientScheme = { type: 'bearer' } | { type: 'basic' } | { type: 'apiKey'; in: string; name: string }

/** What a client can attach by itself; a signature scheme needs code of the integration's own. */
function clientScheme(scheme: SecurityScheme): readonly ClientScheme[] {
  if (scheme.integ !== undefined) return []
  if (scheme.type === 'apiKey' && scheme.in && scheme.name)
    return [{ type: 'apiKey', in: scheme.in, name: scheme.name }]
  if (scheme.type === 'http' && scheme.scheme === 'basic') return [{ type: 'basic' }]
  const isBearer = scheme.type === 'oauth2' || scheme.type === 'openIdConnect' || scheme.scheme === 'bearer'
  return isBearer ? [{ type: 'bearer' }] : []
}

/** For README and comments of .env: one line, no markup. */
function plainText(text: string): string {
  return (
    text
      .replace(/[\u0000-\u001f\u007f`<>[\](){}|*_#\\]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 120) || 'an API'
  )
}
