import { useT } from '../data/context.ts'
import { Visible } from '../parts/visible.tsx'

interface DifferenceProps {
  /** What the sandbox computed. */
  readonly ours: string
  /** What the caller signed. */
  readonly theirs: string
  readonly parts: readonly (readonly [name: string, value: string])[]
}

const BEFORE = 24
const AFTER = 48

/** The place where two texts part, with what stands around it. */
export function Difference({ ours, theirs, parts }: DifferenceProps) {
  const t = useT()
  if (ours === theirs)
    return (
      <p class="callout good">
        {t({
          en: 'Both texts are the same: look at the key, not at the text.',
          zh: '两段文本完全相同：问题在密钥，不在文本。',
        })}
      </p>
    )
  const at = firstDifference(ours, theirs)
  const from = Math.max(0, at - BEFORE)
  const part = partAt(ours, parts, at)
  const rows = [
    [t({ en: 'The sandbox', zh: '沙箱' }), ours],
    [t({ en: 'Your code', zh: '您的代码' }), theirs],
  ] as const
  return (
    <>
      <p class="faint">
        {part === undefined
          ? t({ en: `At character ${at + 1}:`, zh: `第 ${at + 1} 个字符处：` })
          : t({ en: `At character ${at + 1}, in ${part}:`, zh: `第 ${at + 1} 个字符处，位于 ${part}：` })}
      </p>
      <table class="pairs signed difference">
        <tbody>
          {rows.map(([name, text]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {from > 0 ? '…' : ''}
                <Visible text={text.slice(from, at + AFTER)} from={at - from} to={at - from + 1} />
                {at >= text.length ? <mark class="end">{t({ en: 'end', zh: '结束' })}</mark> : null}
                {text.length > at + AFTER ? '…' : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

export function firstDifference(a: string, b: string): number {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at++
  return at
}

/** The part of the text that a position falls into. */
function partAt(text: string, parts: DifferenceProps['parts'], position: number): string | undefined {
  let from = 0
  for (const [name, value] of parts) {
    const named = text.indexOf(`${name}=${value}`, from)
    const start = named < 0 ? text.indexOf(value, from) : named + name.length + 1
    if (start < 0) return undefined
    from = start + value.length
    if (position <= from) return name
  }
  return undefined
}
