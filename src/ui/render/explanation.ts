import type { Explanation } from '../../sdk/check.ts'
import { escapeControls, escapeLine } from '../../text/escape.ts'
import type { Io } from '../io.ts'
import { createStyle } from '../style.ts'

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
