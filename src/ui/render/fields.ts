import type { Field, Limit } from '../../spec/describe.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Io } from '../io.ts'
import { createStyle } from '../style.ts'
import { clip } from '../../text/clip.ts'

const VALUES_SHOWN = 12

/** A tree of members: name, type, what is required of it and what it means, members of members indented below. */
export function renderFields(fields: readonly (Field & { readonly in?: string })[], io: Io, depth = 1): string {
  const style = createStyle(io.color)
  const zh = io.lang === 'zh'
  const indent = '  '.repeat(depth)
  return fields
    .flatMap((field) => {
      const marks = [
        ...(field.in === undefined || field.in === 'query' ? [] : [field.in]),
        ...(field.required ? [style.yellow(zh ? '必填' : 'required')] : []),
        ...field.limits.map((limit) => style.dim(limitText(limit, zh))),
      ]
      const head = [
        `${indent}${style.bold(escapeControls(field.name))}`,
        style.cyan(escapeControls(field.type)),
        ...marks,
      ].join('  ')
      const about = field.description === undefined ? [] : [`${indent}  ${oneLine(field.description)}`]
      const shown = field.values
        ?.slice(0, VALUES_SHOWN)
        .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      const values = shown
        ? [
            `${indent}  ${zh ? '取值' : 'one of'}: ${escapeControls(shown.join(', '))}${(field.values?.length ?? 0) > VALUES_SHOWN ? ' …' : ''}`,
          ]
        : []
      const below =
        field.fields.length > 0
          ? [renderFields(field.fields, io, depth + 1)]
          : field.more === true
            ? [`${indent}  …`]
            : []
      return [head, ...about, ...values, ...below]
    })
    .join('\n')
}

function limitText({ kind, value }: Limit, zh: boolean): string {
  const text = escapeControls(value.replace(/\s+/g, ' ').slice(0, 80))
  const words: Readonly<Record<Limit['kind'], readonly [en: string, zh: string]>> = {
    minLength: [`at least ${text} characters`, `至少 ${text} 个字符`],
    maxLength: [`at most ${text} characters`, `最多 ${text} 个字符`],
    minimum: [`from ${text}`, `不小于 ${text}`],
    maximum: [`to ${text}`, `不大于 ${text}`],
    minItems: [`at least ${text} items`, `至少 ${text} 项`],
    maxItems: [`at most ${text} items`, `最多 ${text} 项`],
    pattern: [`pattern ${text}`, `格式 ${text}`],
    default: [`default ${text}`, `默认 ${text}`],
    example: [`like ${text}`, `如 ${text}`],
  }
  return words[kind][zh ? 1 : 0]
}

const LONGEST = 300

function oneLine(text: string): string {
  const line = text
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return escapeControls(clip(line, LONGEST))
}
