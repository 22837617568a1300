import { isUtf8 } from 'node:buffer'
import { badItem } from '../errors/catalog/call.ts'
import type { Json } from '../sdk/http.ts'
import type { FilePart } from '../sdk/operation.ts'
import { readPart } from './files.ts'
import { readJson, type SourceNumbers } from './json-text.ts'
import type { CallInput } from './types.ts'
import { clip } from '../text/clip.ts'

type Items = Pick<CallInput, 'values'> & {
  readonly query: Record<string, string>
  readonly headers: Record<string, string>
  readonly files: Record<string, FilePart[]>
  readonly numbers: SourceNumbers
}

const DEEPEST = 100
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
  const files: Record<string, FilePart[]> = Object.create(null) as Record<string, FilePart[]>
  const numbers: SourceNumbers = new Map()
  for (const item of items) {
    const match = SEPARATOR.exec(item)
    if (!match)
      throw badItem({ item, reason: { en: 'there is no =, :=, == or : in it', zh: '其中没有 =、:=、== 或 :' } })
    const name = match[1] ?? ''
    const rest = item.slice(match[0].length)
    const fromFile = (path: string): string => {
      const part = readPart(path, cwd)
      const [member = '', ...deeper] = pathOf(name)
      // Only a member of the body itself can be a part of its own; anything deeper is text.
      if (deeper.length > 0 && deeper.join() !== '') return textOf(part, item)
      files[member] = deeper.length > 0 ? [...(files[member] ?? []), part] : [part]
      return Buffer.from(part.bytes).toString('utf8')
    }
    switch (match[2]) {
      case '=':
        assign(values, name, rest.startsWith('@') ? fromFile(rest.slice(1)) : rest, item)
        break
      case '=@':
        assign(values, name, fromFile(rest), item)
        break
      case ':=':
        assign(values, name, parseJson(rest, item, numbers), item)
        break
      case ':=@':
        assign(values, name, parseJson(textOf(readPart(rest, cwd), item), item, numbers), item)
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
  return { values, query, headers, files, numbers }
}

const unescape = (name: string) => name.replace(/\\(.)/gs, '$1')

/** What travels in a header unchanged: printable ASCII. */
export const isHeaderValue = (value: string) => /^[\t\x20-\x7e]*$/.test(value)
export const NOT_A_HEADER_VALUE = {
  en: 'a header takes printable ASCII characters only',
  zh: '请求头的值只能是可打印的 ASCII 字符',
}

function header(name: string, value: string, item: string): string {
  const lower = unescape(name).toLowerCase()
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower) || /[\r\n\0]/.test(value))
    throw badItem({ item, reason: { en: 'it is not a valid header', zh: '不是合法的请求头' } })
  if (!isHeaderValue(value.trim())) throw badItem({ item, reason: NOT_A_HEADER_VALUE })
  return lower
}

function parseJson(text: string, item: string, numbers: SourceNumbers): Json {
  return readJson(text, numbers, (reason) =>
    badItem({
      item: clip(item, 80),
      reason: { en: `what follows := cannot be sent: ${reason.en}`, zh: `:= 之后的内容无法发送：${reason.zh}` },
    }),
  )
}

function textOf({ bytes }: FilePart, item: string): string {
  if (!isUtf8(bytes))
    throw badItem({ item, reason: { en: 'the file is not text in UTF-8', zh: '文件不是 UTF-8 文本' } })
  return Buffer.from(bytes).toString('utf8')
}

/** `a.b[]` → nested objects and lists without a prototype in reach. */
function assign(root: Record<string, Json>, name: string, value: Json, item: string): void {
  const steps = pathOf(name)
  if (steps.some((step) => FORBIDDEN.has(step)))
    throw badItem({ item, reason: { en: 'that name is not allowed', zh: '不允许使用该名称' } })
  if (steps.length > DEEPEST)
    throw badItem({
      item: clip(item, 80),
      reason: { en: `it is nested deeper than ${DEEPEST} levels`, zh: `嵌套超过 ${DEEPEST} 层` },
    })
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
