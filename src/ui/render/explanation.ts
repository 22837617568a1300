import type { Explanation } from '../../sdk/check.ts'
import { escapeControls, escapeLine } from '../../text/escape.ts'
import type { Lang } from '../../text/text.ts'
import type { Io } from '../io.ts'
import { createStyle } from '../style.ts'

/** Its shape in `--json`. */
export function explanationDocument(explanation: Explanation, lang: Lang): Readonly<Record<string, unknown>> {
  return {
    code: explanation.code,
    title: explanation.title[lang],
    cause: explanation.cause[lang],
    fixes: explanation.fixes.map((fix) => fix[lang]),
    ...(explanation.docs ? { docs: explanation.docs } : {}),
    ...(explanation.source ? { source: explanation.source } : {}),
  }
}

export function renderExplanation(explanation: Explanation, from: string, io: Io): string {
  const style = createStyle(io.color)
  const zh = io.lang === 'zh'
  const lines = [
    `${style.bold(escapeLine(explanation.code))}  ${style.dim(from)}`,
    escapeControls(explanation.title[io.lang]),
    '',
  ]
  lines.push(`${style.bold(zh ? '可能原因' : 'Likely cause')}\n  ${escapeControls(explanation.cause[io.lang])}`)
  if (explanation.fixes.length > 0)
    lines.push(
      `${style.bold(zh ? '处理办法' : 'What to do')}\n${explanation.fixes.map((fix) => `  - ${escapeControls(fix[io.lang])}`).join('\n')}`,
    )
  if (explanation.docs) lines.push(`${style.bold(zh ? '更多' : 'Read on')}\n  ${escapeLine(explanation.docs)}`)
  if (explanation.source) lines.push(style.dim(`${zh ? '来源' : 'source'}: ${escapeLine(explanation.source)}`))
  return lines.join('\n')
}
