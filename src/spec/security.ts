import type { Json } from '../sdk/http.ts'
import { isRecord, memberOf } from './pointer.ts'
import type { Node, Source } from './source.ts'

/** A security scheme in the words of 3.x, whichever version the document has. */
export interface SecurityScheme {
  readonly type: string
  readonly scheme?: string
  readonly name?: string
  readonly in?: string
  readonly description?: string
  readonly flows?: Readonly<Record<string, { readonly tokenUrl?: string; readonly authorizationUrl?: string }>>
  /** `x-integ-scheme`: a ready-made scheme by name, or `{ use, …settings }`. */
  readonly integ?: Json
}

export interface Server {
  readonly url: string
  readonly description?: string
}

/** Names in the order of the document; the first requirement decides. An empty requirement in front means: open. */
export function requirementNames(security: unknown): string[] {
  if (!Array.isArray(security)) return []
  const sets = security.filter(isRecord).map((requirement) => Object.keys(requirement))
  if (sets[0]?.length === 0) return []
  return [...new Set(sets.flat())]
}

export function readSecuritySchemes(source: Source, swagger: boolean): Record<string, SecurityScheme> {
  const holder = swagger
    ? source.child(source.root, 'securityDefinitions')
    : source.child(source.child(source.root, 'components'), 'securitySchemes')
  const schemes: Record<string, SecurityScheme> = {}
  for (const [name, entry] of source.children(holder)) {
    if (name.startsWith('x-')) continue
    const { value } = source.deref(entry)
    if (!isRecord(value) || typeof value['type'] !== 'string')
      throw source.wrong(entry, 'a security scheme must have a type', '安全方案必须有 type')
    schemes[name] = swagger ? fromSwagger(value) : fromThree(value)
  }
  return schemes
}

function fromThree(value: Record<string, unknown>): SecurityScheme {
  const flows = isRecord(value['flows']) ? (value['flows'] as SecurityScheme['flows']) : undefined
  return {
    ...shared(value),
    ...(typeof value['scheme'] === 'string' && { scheme: value['scheme'].toLowerCase() }),
    ...(flows && { flows }),
  }
}

const FLOWS: Readonly<Record<string, string>> = { accessCode: 'authorizationCode', application: 'clientCredentials' }

function fromSwagger(value: Record<string, unknown>): SecurityScheme {
  if (value['type'] === 'basic') return { ...shared(value), type: 'http', scheme: 'basic' }
  if (value['type'] !== 'oauth2') return shared(value)
  const flow = String(value['flow'])
  const { tokenUrl, authorizationUrl } = value
  return {
    ...shared(value),
    flows: {
      [FLOWS[flow] ?? flow]: {
        ...(typeof tokenUrl === 'string' && { tokenUrl }),
        ...(typeof authorizationUrl === 'string' && { authorizationUrl }),
      },
    },
  }
}

function shared(value: Record<string, unknown>): SecurityScheme {
  const text = (key: string) => (typeof value[key] === 'string' ? { [key]: value[key] } : {})
  const integ = value['x-integ-scheme']
  return {
    type: String(value['type']),
    ...text('name'),
    ...text('in'),
    ...text('description'),
    ...(integ !== undefined && { integ: integ as Json }),
  }
}

export function readServers(source: Source, swagger: boolean): Server[] {
  if (swagger) return swaggerServers(source)
  return source.children(source.child(source.root, 'servers')).map(([, node]) => {
    const description = memberOf(node.value, 'description')
    return { url: serverAddress(node, source), ...(typeof description === 'string' && { description }) }
  })
}

/** Variables are replaced by their defaults. Only http(s), ws(s) and relative addresses are taken. */
export function serverAddress(node: Node, source: Source): string {
  const url = memberOf(node.value, 'url')
  if (typeof url !== 'string') throw source.wrong(node, 'a server must have a url', '服务器必须有 url')
  const variables = memberOf(node.value, 'variables')
  const filled = url.trim().replace(/\{([^}]*)\}/g, (whole, name: string) => {
    const fallback = memberOf(memberOf(variables, name), 'default')
    if (fallback === undefined) return whole
    return typeof fallback === 'string' ? fallback : JSON.stringify(fallback)
  })
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(filled) && !/^(https?|wss?):\/\//i.test(filled))
    throw source.wrong(
      node,
      `a server address must be http or https, not "${filled.slice(0, 60)}"`,
      `服务器地址必须是 http 或 https，而不是“${filled.slice(0, 60)}”`,
    )
  return filled
}

function swaggerServers(source: Source): Server[] {
  const value = isRecord(source.root.value) ? source.root.value : {}
  const base = typeof value['basePath'] === 'string' ? value['basePath'] : ''
  if (typeof value['host'] !== 'string') return base === '' ? [] : [{ url: base }]
  const schemes = Array.isArray(value['schemes']) ? value['schemes'].map(String) : ['https']
  const usable = ['https', 'http'].filter((scheme) => schemes.includes(scheme))
  return (usable.length > 0 ? usable : ['https']).map((scheme) => ({
    url: `${scheme}://${String(value['host'])}${base}`,
  }))
}
