import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { manifestBroken } from '../errors/catalog/connector.ts'
import type { Explanation } from '../sdk/check.ts'
import { readText } from '../spec/parse.ts'
import { isRecord } from '../spec/pointer.ts'
import type { Text } from '../text/text.ts'

/** The catalogue's files: one, or all of a folder in the order of their names. */
export function errorFiles(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => /\.(ya?ml|json)$/.test(name))
  return names.toSorted().map((name) => join(path, name))
}

/** Every entry of the catalogue. Throws `connector-manifest-broken`, also when two files name the same code. */
export function compileExplanations(
  path: string,
  parse: (text: string, file: string) => unknown,
): readonly Explanation[] {
  const seen = new Set<string>()
  return errorFiles(path).flatMap((file) => checkExplanations(parse(readText(file, file), file), file, seen))
}

/** errors.yaml or errors.json: a list of codes with title, cause and fixes in both languages. */
function checkExplanations(value: unknown, file: string, seen: Set<string>): readonly Explanation[] {
  if (!Array.isArray(value))
    throw manifestBroken({ file, reason: { en: 'it must be a list of errors', zh: '必须是错误列表' } })
  return value.map((entry: unknown, index) => {
    const broken = (en: string, zh: string) =>
      manifestBroken({ file, reason: { en: `entry ${index + 1} ${en}`, zh: `第 ${index + 1} 项${zh}` } })
    if (!isRecord(entry) || (typeof entry['code'] !== 'string' && typeof entry['code'] !== 'number'))
      throw broken('has no code', '没有 code')
    const code = String(entry['code'])
    const aliases = Array.isArray(entry['aliases']) ? entry['aliases'].map(String) : []
    for (const name of [code, ...aliases]) {
      if (seen.has(name)) throw broken(`repeats the code ${name}`, `重复了代码 ${name}`)
      seen.add(name)
    }
    const title = textOf(entry['title'])
    const cause = textOf(entry['cause'])
    if (!title || !cause) throw broken(`(${code}) needs title and cause`, `（${code}）需要 title 与 cause`)
    const fixes = Array.isArray(entry['fixes']) ? entry['fixes'].flatMap((fix) => textOf(fix) ?? []) : []
    return { ...entry, code, title, cause, fixes, ...(aliases.length > 0 && { aliases }) } as Explanation
  })
}

function textOf(value: unknown): Text | undefined {
  if (typeof value === 'string') return { en: value, zh: value }
  if (!isRecord(value)) return undefined
  const { en, zh } = value
  if (typeof en === 'string') return { en, zh: typeof zh === 'string' ? zh : en }
  return typeof zh === 'string' ? { en: zh, zh } : undefined
}
