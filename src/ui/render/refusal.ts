import type { Outcome } from '../../call/types.ts'
import { visible } from '../../signing/diff.ts'
import { clip } from '../../text/clip.ts'
import { escapeControls, escapeLine } from '../../text/escape.ts'
import type { Lang } from '../../text/text.ts'
import type { Io } from '../io.ts'
import type { Style } from '../style.ts'

/** Why the platform refused a call: its code, where the signed texts part, and what to do. */
export function renderRefusal(outcome: Outcome, io: Io, style: Style): void {
  const { error, explanation, diff } = outcome
  if (!error) return
  const zh = io.lang === 'zh'
  const head = zh ? '平台拒绝了请求' : 'refused by the platform'
  io.error(`${style.red(head)} ${style.bold(escapeLine(error.code))} ${escapeLine(clip(error.message, 400))}`)
  if (diff) io.error(renderDiff(diff, io.lang, style))
  else if (outcome.sameText)
    io.error(
      `  ${style.bold(zh ? '双方签名内容完全一致，因此问题在密钥：私钥与平台登记的公钥不是一对' : 'both sides signed the same text, so it is the key: the platform holds the public half of another pair')}`,
    )
  // A bare HTTP status, as of a gateway, has no entry to read.
  if (explanation) {
    io.error(`  ${style.dim(zh ? '可能原因：' : 'cause:')} ${escapeControls(explanation.cause[io.lang])}`)
    for (const fix of explanation.fixes)
      io.error(`  ${style.dim(zh ? '下一步：' : 'next:')} ${escapeControls(fix[io.lang])}`)
    io.error(`  ${style.dim(zh ? '更多：' : 'read on:')} integ explain ${escapeLine(explanation.code)}`)
  }
}

/** Where the two sides part, with what surrounds the first differing character. */
export function renderDiff(diff: NonNullable<Outcome['diff']>, lang: Lang, style: Style): string {
  const zh = lang === 'zh'
  const place = zh
    ? `第 ${diff.index} 项（共 ${diff.count} 项）“${diff.part}”`
    : `part ${diff.index} of ${diff.count}, "${diff.part}"`
  const excerpt = (text: string | undefined) => {
    if (text === undefined) return zh ? '（没有这一项）' : '(absent)'
    const from = Math.max(0, diff.at - 24)
    const marked =
      visible(text.slice(from, diff.at)) +
      style.red(visible(text.slice(diff.at, diff.at + 1)) || '∎') +
      visible(text.slice(diff.at + 1, diff.at + 40))
    return `${from > 0 ? '…' : ''}${escapeControls(marked)}`
  }
  const bytes = (text: string | undefined) => (text === undefined ? '' : ` (${Buffer.byteLength(text)} B)`)
  return [
    `  ${style.bold(zh ? `双方签名内容在${place}不同，始于第 ${diff.at + 1} 个字符` : `the signed texts differ in ${place}, from character ${diff.at + 1}`)}`,
    `    ${zh ? '你签的    ' : 'you signed '}${bytes(diff.ours)} ${excerpt(diff.ours)}`,
    `    ${zh ? '平台读到的' : 'it read    '}${bytes(diff.theirs)} ${excerpt(diff.theirs)}`,
  ].join('\n')
}
