import { storeDamaged } from '../errors/catalog/store.ts'
import type { EnvironmentName } from '../project/project.ts'
import type { Credential } from '../sdk/auth.ts'
import type { Text } from '../text/text.ts'
import { isName } from './names.ts'

/** The format that this version writes. */
export const STORE_VERSION = 1

/** What an authorisation left: the caller may act for this merchant. */
export interface Merchant {
  readonly token: string
  readonly refreshToken?: string
  /** ISO 8601. */
  readonly authorisedAt: string
  /** The merchant's own id on the platform: the app that authorised. */
  readonly appId?: string
}

/** A saved credential for one connector and one environment. */
export interface Profile {
  readonly name: string
  readonly connector: string
  readonly environment: EnvironmentName
  readonly credential: Credential
  /** ISO 8601. */
  readonly createdAt: string
  /** Merchants who authorised this caller, by the name that the user gave them. */
  readonly merchants?: Readonly<Record<string, Merchant>>
}

/** The store as it is in memory. Changes make a new one. */
export interface Contents {
  readonly version: number
  readonly profiles: ReadonlyMap<string, Profile>
  /** `<connector>/<environment>` → name of the profile that is used when none is named. */
  readonly active: ReadonlyMap<string, string>
}

export const EMPTY: Contents = { version: STORE_VERSION, profiles: new Map(), active: new Map() }

export const activeKey = (connector: string, environment: string): string => `${connector}/${environment}`

/** Text of the file → contents. A newer format is read as far as it is understood. Throws `store-damaged`. */
export function parseContents(text: string, path: string): Contents {
  const damaged = (en: string, zh: string) => storeDamaged({ path, reason: { en, zh } satisfies Text })
  if (text.trim() === '') throw damaged('it is empty', '文件为空')
  const root = parseObject(text)
  if (!root) throw damaged('it is not a JSON object', '不是 JSON 对象')
  const version = root['version']
  if (!Number.isInteger(version) || (version as number) < 1) throw damaged('it has no version', '缺少 version')
  const newer = (version as number) > STORE_VERSION
  const saved = root['profiles']
  const active = root['active']
  if (!isObject(saved) || !isObject(active)) {
    if (newer) return { ...EMPTY, version: version as number }
    throw damaged('it lacks "profiles" or "active"', '缺少 profiles 或 active')
  }
  const profiles = new Map<string, Profile>()
  for (const [name, value] of Object.entries(saved)) {
    if (isName(name) && isSaved(value)) profiles.set(name, { name, ...value })
    else if (!newer) throw damaged('one of its profiles is not complete', '其中一个凭证档案不完整')
  }
  const known = Object.entries(active).filter((entry): entry is [string, string] => profiles.has(entry[1] as string))
  return { version: version as number, profiles, active: new Map(known) }
}

/** What conf is given: plain data, every name an own property whatever it is called. */
export function toStored(contents: Contents): Record<string, unknown> {
  const profiles = [...contents.profiles.values()].map(({ name, ...saved }) => [name, saved] as const)
  return {
    version: STORE_VERSION,
    profiles: Object.fromEntries(profiles),
    active: Object.fromEntries(contents.active),
  }
}

export function serialise(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** A byte order mark is what some editors add. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSaved(value: unknown): value is Omit<Profile, 'name'> {
  if (!isObject(value) || !isObject(value['credential'])) return false
  return (
    typeof value['connector'] === 'string' &&
    typeof value['createdAt'] === 'string' &&
    ['local', 'sandbox', 'production'].includes(value['environment'] as string) &&
    Object.values(value['credential']).every((one) => typeof one === 'string') &&
    (value['merchants'] === undefined || isMerchants(value['merchants']))
  )
}

function isMerchants(value: unknown): boolean {
  const isMerchant = (one: unknown) =>
    isObject(one) && typeof one['token'] === 'string' && typeof one['authorisedAt'] === 'string'
  return isObject(value) && Object.values(value).every(isMerchant)
}
