import type { Json } from '../sdk/http.ts'
import { escapeControls } from '../text/escape.ts'
import type { Style } from './style.ts'

/** Indented JSON; names and texts coloured. For a terminal: control characters of the texts are made visible. */
export function renderJson(value: Json, style: Style, indent = ''): string {
  if (typeof value === 'string') return style.green(escapeControls(JSON.stringify(value)))
  if (value === null || typeof value !== 'object') return style.yellow(String(value))
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((item: Json) => inner + renderJson(item, style, inner)).join(',\n')}\n${indent}]`
  }
  const members = Object.entries(value as Record<string, Json>)
  if (members.length === 0) return '{}'
  const lines = members.map(
    ([name, member]) =>
      `${inner}${style.cyan(escapeControls(JSON.stringify(name)))}: ${renderJson(member, style, inner)}`,
  )
  return `{\n${lines.join(',\n')}\n${indent}}`
}
