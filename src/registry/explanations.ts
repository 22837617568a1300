import { manifestBroken } from '../errors/catalog/connector.ts'
import type { Explanation } from '../sdk/check.ts'
import { isRecord } from '../spec/pointer.ts'
import type { Text } from '../text/text.ts'

/** errors.yaml or errors.json: a list of codes with title, cause and fixes in both languages. */
export function checkExplanations(value: unknown, file: string): readonly Explanation[] {
  if (!Array.isArray(value))
    throw manifestBroken({ file, reason: { en: 'it must be a list of errors', zh: '必须是错误列表' } })
  const seen = new Set<string>()
  return value.map((entry: unknown, index) => {
    const broken = (en: string, zh: string) =>
      manifestBroken({ file, reason: { en: `entry ${index + 1} ${en}`, zh: `第 ${index + 1} 项${zh}` } })
    if (!isRecord(entry) || (typeof entry['code'] !== 'string' && typeof entry['code'] !== 'number'))
      throw broken('has no code', '没有 code')
    const code = String(entry['code'])
    if (seen.has(code)) throw broken(`repeats the code ${code}`, `重复了代码 ${code}`)
    seen.add(code)
    const title = textOf(entry['title'])
    const cause = textOf(entry['cause'])
    if (!title || !cause) throw broken(`(${code}) needs title and cause`, `（${code}）需要 title 与 cause`)
    const fixes = Array.isArray(entry['fixes']) ? entry['fixes'].flatMap((fix) => textOf(fix) ?? []) : []
    return { ...entry, code, title, cause, fixes } as Explanation
  })
}

function textOf(value: unknown): Text | undefined {
  if (typeof value === 'string') return { en: value, zh: value }
  if (!isRecord(value)) return undefined
  const { en, zh } = value
  if (typeof en === 'string') return { en, zh: typeof zh === 'string' ? zh : en }
  return typeof zh === 'string' ? { en: zh, zh } : undefined
}
