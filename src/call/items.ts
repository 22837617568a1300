import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { badItem } from '../errors/catalog/call.ts'
import { fileNotReadable } from '../errors/catalog/filesystem.ts'
import type { Json } from '../sdk/http.ts'
import type { CallInput } from './types.ts'

type Items = Pick<CallInput, 'values'> & {
  readonly query: Record<string, string>
  readonly headers: Record<string, string>
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])
/** The first separator that stands in the item wins; longer ones before shorter. Syntax of HTTPie. */
const SEPARATOR = /^((?:\\.|[^\\=:@])+?)(:=@|:=|=@|==|=|:|@)/s

/**
 * `name=value`, `name:=json`, `name=@file`, `name:=@file.json`, `a.b=1`, `list[]=x`, `name==query`, `Header:value`.
 * A backslash before a separator or a dot keeps it literal. Throws `bad-item` naming the item.
 */
export function parseItems(items: readonly string[], cwd: string): Items {
  const values: Record<string, Json> = Object.create(null) as Record<string, Json>
  const query: Record<string, string> = {}
  const headers: Record<string, string> = {}
  for (const item of items) {
    const match = SEPARATOR.exec(item)
    if (!match)
      throw badItem({ item, reason: { en: 'there is no =, :=, == or : in it', zh: '其中没有 =、:=、== 或 :' } })
    const name = match[1] ?? ''
    const rest = item.slice(match[0].length)
    switch (match[2]) {
      case '=':
        assign(values, name, rest.startsWith('@') ? readText(rest.slice(1), cwd) : rest, item)
        break
      case '=@':
        assign(values, name, readText(rest, cwd), item)
        break
      case ':=':
        assign(values, name, parseJson(rest, item), item)
        break
      case ':=@':
        assign(values, name, parseJson(readText(rest, cwd), item), item)
        break
      case '==':
        query[unescape(name)] = rest
        break
      case ':':
        headers[header(name, rest, item)] = rest.trim()
        break
      default:
        throw badItem({
          item,
          reason: { en: 'write name=@file to take a value from a file', zh: '从文件取值请写作 name=@file' },
        })
    }
  }
  return { values, query, headers }
}

const unescape = (name: string) => name.replace(/\\(.)/gs, '$1')

function header(name: string, value: string, item: string): string {
  const lower = unescape(name).toLowerCase()
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower) || /[\r\n\0]/.test(value))
    throw badItem({ item, reason: { en: 'it is not a valid header', zh: '不是合法的请求头' } })
  return lower
}

function parseJson(text: string, item: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw badItem({ item, reason: { en: 'what follows := is not JSON', zh: ':= 之后不是合法的 JSON' } })
  }
}

function readText(path: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8')
  } catch (error) {
    throw fileNotReadable({ path, reason: (error as { code?: string }).code ?? 'unreadable' })
  }
}

/** `a.b[]` → nested objects and lists without a prototype in reach. */
function assign(root: Record<string, Json>, name: string, value: Json, item: string): void {
  const steps = pathOf(name)
  if (steps.some((step) => FORBIDDEN.has(step)))
    throw badItem({ item, reason: { en: 'that name is not allowed', zh: '不允许使用该名称' } })
  let place: Record<string, unknown> | unknown[] = root
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1
    const next = steps[index + 1]
    const make = () => (next === '' || /^\d+$/.test(next ?? '') ? [] : (Object.create(null) as Record<string, unknown>))
    if (Array.isArray(place)) {
      if (step !== '' && !/^\d{1,4}$/.test(step))
        throw badItem({ item, reason: { en: 'a list takes [] or a number', zh: '列表只能用 [] 或数字下标' } })
      const at: number = step === '' ? place.length : Number(step)
      if (last) place[at] = value
      else place = (place[at] ??= make()) as Record<string, unknown>
    } else if (last) place[step] = value
    else {
      const known: unknown = place[step]
      if (known !== undefined && (typeof known !== 'object' || known === null))
        throw badItem({ item, reason: { en: `${step} already has a plain value`, zh: `${step} 已经是一个普通值` } })
      place = (place[step] ??= make()) as Record<string, unknown>
    }
  }
}

/** Dots and brackets separate; a backslash keeps them literal. */
function pathOf(name: string): string[] {
  const steps: string[] = []
  let step = ''
  for (let index = 0; index < name.length; index++) {
    const character = name[index] as string
    if (character === '\\' && index + 1 < name.length) step += name[++index]
    else if (character === '.') {
      steps.push(step)
      step = ''
    } else if (character === '[') {
      const end = name.indexOf(']', index)
      if (end < 0) {
        step += character
        continue
      }
      if (step !== '' || steps.length === 0) steps.push(step)
      step = ''
      steps.push(name.slice(index + 1, end))
      index = end
      if (name[index + 1] === '.') index++
      if (index === name.length - 1) return steps
    } else step += character
  }
  return [...steps, step]
}
