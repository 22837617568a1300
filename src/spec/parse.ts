import { readFileSync } from 'node:fs'
import { documentLimit, documentUnreadable } from '../errors/catalog/connector.ts'
import { isRecord } from './pointer.ts'

/** Turns the text of a file into its value; `label` names the file in errors. */
export type ParseText = (text: string, label: string) => unknown

const MAX_BYTES = 128 * 1024 * 1024
const MAX_DEPTH = 200

/** js-yaml is loaded only here, and only when a document is compiled: no YAML parser is on the path of a call. */
export async function createParser(): Promise<ParseText> {
  const { load, CORE_SCHEMA, mergeTag } = await import('js-yaml')
  const schema = CORE_SCHEMA.withTags(mergeTag)
  const parseYaml = (text: string, label: string): unknown => {
    try {
      return load(text, { schema, maxDepth: MAX_DEPTH })
    } catch (error) {
      const { reason, mark } = error as { reason?: string; mark?: { line?: number } | null }
      const line = mark?.line === undefined ? undefined : mark.line + 1
      const said = plain(reason ?? String(error))
      throw documentUnreadable({
        file: label,
        line,
        reason: { en: `not YAML: ${said}`, zh: `不是合法的 YAML：${said}` },
      })
    }
  }
  return (text, label) => {
    const value = looksLikeJson(text, label) ? parseJson(text, label, parseYaml) : parseYaml(text, label)
    checkTree(value, label, text.length)
    return value
  }
}

/** UTF-8 with or without a mark, or UTF-16 with one. Bytes that are not text are refused, not replaced. */
export function readText(path: string, label: string): string {
  const bytes = readFileSync(path)
  if (bytes.byteLength > MAX_BYTES)
    throw documentLimit({ file: label, reason: { en: 'larger than 128 MB', zh: '大于 128 MB' } })
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw documentUnreadable({ file: label, reason: { en: 'the bytes are not UTF-8 text', zh: '内容不是 UTF-8 文本' } })
  }
}

function looksLikeJson(text: string, label: string): boolean {
  return /\.json$/i.test(label) || /^\s*[[{]/.test(text.slice(0, 200))
}

function parseJson(text: string, label: string, parseYaml: ParseText): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // `{a: 1}` is YAML: only a file that claims to be JSON is held to it.
    if (!/\.json$/i.test(label)) return parseYaml(text, label)
    const message = error instanceof Error ? error.message : String(error)
    const position = /at position (\d+)/.exec(message)?.[1]
    const end = position === undefined ? text.length : Number(position)
    const line = text.slice(0, end).split('\n').length
    const said = plain(message.replace(/ in JSON at position.*$/s, '').replace(/, ".*$/s, ''))
    throw documentUnreadable({ file: label, line, reason: { en: `not JSON: ${said}`, zh: `不是合法的 JSON：${said}` } })
  }
}

function plain(message: string): string {
  // eslint-disable-next-line no-control-regex
  return message
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .slice(0, 160)
    .trim()
}

/**
 * Depth, the size that aliases unfold to, and `__proto__`, in one walk over the tree.
 * A document without aliases has fewer nodes than characters.
 */
function checkTree(root: unknown, label: string, length: number): void {
  let budget = length + 100_000
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null) return
    if (depth > MAX_DEPTH)
      throw documentLimit({
        file: label,
        reason: { en: `nested deeper than ${MAX_DEPTH}`, zh: `嵌套超过 ${MAX_DEPTH} 层` },
      })
    const children = Object.values(value)
    budget -= children.length
    if (budget < 0)
      throw documentLimit({
        file: label,
        reason: { en: 'its aliases unfold to far more than its text', zh: '别名展开后远大于原文' },
      })
    if (isRecord(value) && Object.hasOwn(value, '__proto__')) delete value['__proto__']
    for (const child of children) visit(child, depth + 1)
  }
  visit(root, 0)
}
