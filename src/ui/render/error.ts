import type { IntegError } from '../../errors/integ-error.ts'
import type { Lang, Text } from '../../text/text.ts'
import { escapeControls, escapeLine } from '../../text/escape.ts'
import { createStyle } from '../style.ts'

/** The one shape of a failure in `--json`. */
export function errorDocument(error: IntegError, lang: Lang, trace: boolean): Readonly<Record<string, unknown>> {
  return {
    error: {
      code: error.code,
      category: error.category,
      message: error.text[lang],
      cause: error.likelyCause[lang],
      hints: error.hints.map((hint) => ({ text: hint.text[lang], ...(hint.command ? { command: hint.command } : {}) })),
      ...(error.docs ? { docs: error.docs } : {}),
      ...(error.details ? { details: inLanguage(error.details, lang) } : {}),
      ...(trace ? { stack: stackOf(error) } : {}),
    },
  }
}

/** Facts hold words in both languages; the document has those of the user's. */
function inLanguage(value: unknown, lang: Lang): unknown {
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, lang))
  if (typeof value !== 'object' || value === null) return value
  if (isText(value)) return value[lang]
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inLanguage(member, lang)]))
}

function isText(value: object): value is Text {
  return Object.keys(value).sort().join() === 'en,zh' && Object.values(value).every((one) => typeof one === 'string')
}

/** What happened, the likely cause, what to do next, where to read on. */
export function renderError(error: IntegError, options: { lang: Lang; color: boolean; trace: boolean }): string {
  const { lang } = options
  const style = createStyle(options.color)
  const label = (en: string, zh: string) => style.dim(lang === 'zh' ? `${zh}：` : `${en}:`)
  const lines = [
    `${style.red(lang === 'zh' ? '错误' : 'error')} ${style.bold(indented(error.text[lang]))} ${style.dim(`[${error.code}]`)}`,
  ]
  lines.push(`  ${label('cause', '可能原因')} ${indented(error.likelyCause[lang])}`)
  for (const hint of error.hints) {
    lines.push(`  ${label('next', '下一步')} ${indented(hint.text[lang])}`)
    if (hint.command) lines.push(`      ${style.cyan(escapeLine(hint.command))}`)
  }
  lines.push(
    `  ${label('read on', '更多')} ${error.docs === undefined ? `integ explain ${error.code}` : escapeLine(error.docs)}`,
  )
  if (options.trace) lines.push(style.dim(escapeControls(stackOf(error))))
  return lines.join('\n')
}

/** Texts of several lines stay inside the error: a line break from outside cannot begin a statement of its own. */
const indented = (text: string) => escapeControls(text).replaceAll('\n', '\n  ')

/** Own stack, and for a wrapped error its stack only: other members of foreign errors may hold secrets. */
function stackOf(error: IntegError): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? error.cause.message}` : ''
  return `${error.stack ?? ''}${cause}`
}
