import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectFileBroken } from '../errors/catalog/project.ts'
import type { Json } from '../sdk/http.ts'

export type EnvironmentName = 'local' | 'sandbox' | 'production'

/** How to make the integration place an order, so that a scenario goes through its own code. */
export interface OrderDriver {
  /** `POST /orders` */
  readonly request: string
  readonly body?: Json
  /** Member of the answer that holds the platform's order id, such as `out_trade_no`. */
  readonly id: string
}

/** `integration.json`, as the user wrote it; defaults filled in. */
export interface Project {
  /** Folder of integration.json. */
  readonly root: string
  readonly file: string
  readonly connectors: readonly string[]
  readonly environment: EnvironmentName
  /** Command line that starts the integration. */
  readonly start: string | undefined
  readonly url: string | undefined
  /** Connector id → path of its event receiver. */
  readonly events: Readonly<Record<string, string>>
  /** Event pattern → address that takes such events, in place of `events`. */
  readonly routes: Readonly<Record<string, string>>
  readonly operations: readonly string[]
  readonly orders: Readonly<Record<string, OrderDriver>>
}

export const PROJECT_FILE = 'integration.json'

/** Searches upwards from `cwd`. Undefined when there is none; throws `project-file-broken` when it cannot be used. */
export function findProject(cwd: string): Project | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, PROJECT_FILE)
    if (existsSync(file)) return readProject(file)
    if (dirname(folder) === folder) return undefined
  }
}

export function readProject(file: string): Project {
  const value = parse(file)
  const read = reader(file, value)
  return {
    root: dirname(file),
    file,
    connectors: read.strings('connectors'),
    environment: read.oneOf('environment', ['local', 'sandbox', 'production'], 'local'),
    start: read.string('start'),
    url: read.url('url'),
    events: read.paths('events'),
    routes: read.urls('routes'),
    operations: read.strings('operations'),
    orders: read.orders('orders'),
  }
}

function parse(file: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''))
  } catch {
    throw projectFileBroken({ file, reason: { en: 'it is not valid JSON', zh: '不是合法的 JSON' } })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw projectFileBroken({ file, reason: { en: 'it is not an object', zh: '内容不是对象' } })
  return value as Record<string, unknown>
}

/** Hand-written, because the reasons are read by people. The published schema says the same. */
function reader(file: string, value: Record<string, unknown>) {
  const bad = (name: string, en: string, zh: string) =>
    projectFileBroken({ file, reason: { en: `"${name}" must be ${en}`, zh: `“${name}”必须是${zh}` } })
  const record = (name: string): Record<string, unknown> => {
    const member = value[name] ?? {}
    if (typeof member !== 'object' || member === null || Array.isArray(member)) throw bad(name, 'an object', '对象')
    return member as Record<string, unknown>
  }
  return {
    string(name: string): string | undefined {
      const member = value[name]
      if (member === undefined) return undefined
      if (typeof member !== 'string' || member === '') throw bad(name, 'a text', '非空文本')
      return member
    },
    strings(name: string): readonly string[] {
      const member = value[name] ?? []
      if (!Array.isArray(member) || member.some((item) => typeof item !== 'string'))
        throw bad(name, 'a list of texts', '文本列表')
      return member as string[]
    },
    oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
      const member = value[name] ?? fallback
      if (!allowed.includes(member as T)) throw bad(name, `one of ${allowed.join(', ')}`, `${allowed.join('、')} 之一`)
      return member as T
    },
    url(name: string): string | undefined {
      const member = value[name]
      if (member === undefined) return undefined
      if (typeof member !== 'string' || !/^https?:\/\/[^\s]+$/.test(member))
        throw bad(name, 'an http(s) address', 'http(s) 地址')
      return member
    },
    paths(name: string): Readonly<Record<string, string>> {
      const paths = record(name)
      for (const path of Object.values(paths))
        if (typeof path !== 'string' || !path.startsWith('/'))
          throw bad(name, 'paths that start with /', '以 / 开头的路径')
      return paths as Record<string, string>
    },
    urls(name: string): Readonly<Record<string, string>> {
      const urls = record(name)
      for (const url of Object.values(urls))
        if (typeof url !== 'string' || !/^https?:\/\/[^\s]+$/.test(url) || !URL.canParse(url))
          throw bad(name, 'event patterns with http(s) addresses', '事件模式到 http(s) 地址的对应')
      return urls as Record<string, string>
    },
    orders(name: string): Readonly<Record<string, OrderDriver>> {
      const orders = record(name)
      for (const order of Object.values(orders) as Partial<OrderDriver>[])
        if (!/^(GET|POST|PUT) \//.test(order?.request ?? '') || typeof order.id !== 'string')
          throw bad(
            name,
            'objects with "request" ("POST /orders") and "id"',
            '含 "request"（"POST /orders"）与 "id" 的对象',
          )
      return orders as Record<string, OrderDriver>
    },
  }
}
