import { existsSync, readFileSync } from 'node:fs'
import { connectorIdRefused, connectorVersion, manifestBroken } from '../errors/catalog/connector.ts'
import { type ConnectorManifest, SDK_VERSION } from '../sdk/connector.ts'
import { isRecord } from '../spec/pointer.ts'
import type { Text } from '../text/text.ts'

export const MANIFEST_FILE = 'manifest.json'
export const SOURCE_MANIFESTS = ['connector.yaml', 'connector.yml', 'connector.json'] as const

/** Ids that would read as a command or as a word of the command line. */
const RESERVED = new Set([
  'create', 'login', 'logout', 'whoami', 'token', 'profile', 'call', 'ops', 'docs', 'explain', 'sign', 'verify', 'history',
  'sandbox', 'listen', 'trigger', 'events', 'doctor', 'validate', 'diff', 'migrate', 'score', 'connector', 'config',
  'completion', 'feedback', 'mcp', 'help', 'local', 'production', 'integ', 'all', 'none',
]) // prettier-ignore

/** Throws `connector-id-refused` unless the id can name a connector. */
export function checkId(id: string): string {
  const refuse = (en: string, zh: string) => connectorIdRefused({ id: id.slice(0, 80), reason: { en, zh } })
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 40)
    throw refuse(
      'is not lower-case letters, digits and single hyphens (at most 40)',
      '应由小写字母、数字和单个连字符组成（最多 40 个字符）',
    )
  if (RESERVED.has(id)) throw refuse('is a word of the command line', '与命令行用词冲突')
  return id
}

/** `Acme Pay API` → `acme-pay`; undefined when nothing is left. */
export function suggestId(title: string): string | undefined {
  const words = title
    .toLowerCase()
    .replace(/\.(json|ya?ml)$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/(^|-)(open)?(api|spec|swagger|rest|v\d+)(?=-|$)/g, '$1')
    .replace(/-+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  return words === '' || RESERVED.has(words) ? undefined : words
}

/** A compiled manifest. Cheap: no code of the connector and no document is read. */
export function readManifest(file: string): ConnectorManifest {
  if (!existsSync(file)) throw manifestBroken({ file, reason: { en: 'the file is not there', zh: '文件不存在' } })
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw manifestBroken({ file, reason: { en: 'it is not valid JSON', zh: '不是合法的 JSON' } })
  }
  return checkManifest(value, file)
}

/** Every member has its type, and the contract version is one that this integ speaks. */
export function checkManifest(value: unknown, file: string): ConnectorManifest {
  const broken = (name: string, en: string, zh: string) =>
    manifestBroken({ file, reason: { en: `"${name}" must be ${en}`, zh: `“${name}”必须是${zh}` } })
  if (!isRecord(value)) throw manifestBroken({ file, reason: { en: 'it is not an object', zh: '内容不是对象' } })
  const text = (name: string): string => {
    const member = value[name]
    if (typeof member !== 'string' || member === '') throw broken(name, 'a text', '非空文本')
    return member
  }
  const optional = (name: string) => (value[name] === undefined ? {} : { [name]: text(name) })
  const id = checkId(text('id'))
  const { sdk } = value
  if (!Number.isInteger(sdk)) throw broken('sdk', `a whole number (${SDK_VERSION})`, `整数（${SDK_VERSION}）`)
  if ((sdk as number) > SDK_VERSION || (sdk as number) < SDK_VERSION - 1)
    throw connectorVersion({ id, wants: sdk as number, speaks: SDK_VERSION })
  const name = readText(value['name']) ?? { en: id, zh: id }
  return {
    id,
    name,
    summary: readText(value['summary']) ?? name,
    sdk: sdk as number,
    openapi: text('openapi'),
    environments: readEnvironments(value['environments'], broken),
    ...readHosts(value['hosts'], broken),
    ...readExports(value['exports'], broken),
    ...optional('errors'),
    ...optional('fixtures'),
    ...optional('module'),
    ...optional('docs'),
  }
}

/** One text for both languages, or one for each. */
function readText(value: unknown): Text | undefined {
  if (typeof value === 'string') return { en: value, zh: value }
  if (!isRecord(value)) return undefined
  const { en, zh } = value
  const any = [en, zh].find((text) => typeof text === 'string')
  if (typeof any !== 'string') return undefined
  return { en: typeof en === 'string' ? en : any, zh: typeof zh === 'string' ? zh : any }
}

function readHosts(
  value: unknown,
  broken: (name: string, en: string, zh: string) => Error,
): Pick<ConnectorManifest, 'hosts'> {
  if (value === undefined) return {}
  const isHost = (host: unknown): host is string =>
    typeof host === 'string' && /^(?!-)([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/.test(host)
  if (!Array.isArray(value) || !value.every(isHost))
    throw broken('hosts', 'a list of host names in lower case', '小写域名的列表')
  return { hosts: value }
}

function readExports(
  value: unknown,
  broken: (name: string, en: string, zh: string) => Error,
): Pick<ConnectorManifest, 'exports'> {
  if (value === undefined) return {}
  if (!isRecord(value)) throw broken('exports', 'an object of texts', '值均为文本的对象')
  const entries = Object.entries(value)
  if (
    !entries.every(
      (entry): entry is [string, string] => /^[A-Z][A-Z0-9_]*$/.test(entry[0]) && typeof entry[1] === 'string',
    )
  )
    throw broken('exports', 'texts by names of environment variables', '以环境变量名为键的文本')
  return { exports: Object.fromEntries(entries) }
}

function readEnvironments(
  value: unknown,
  broken: (name: string, en: string, zh: string) => Error,
): ConnectorManifest['environments'] {
  if (value === undefined) return {}
  if (!isRecord(value)) throw broken('environments', 'an object', '对象')
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => {
      const baseUrl = isRecord(entry) ? entry['baseUrl'] : entry
      if (typeof baseUrl !== 'string' || !URL.canParse(baseUrl) || !/^https?:/.test(baseUrl))
        throw broken(`environments.${name}`, 'an http(s) address', 'http(s) 地址')
      return [name, { baseUrl }]
    }),
  )
}
