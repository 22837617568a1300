import { useState } from 'preact/hooks'
import type { SignedText } from '../../sandbox/exchange-view.ts'
import { useT } from '../data/context.ts'
import { Copy } from '../parts/copy.tsx'
import { Visible } from '../parts/visible.tsx'
import { separators } from './separators.ts'

interface PartsProps {
  readonly title: string
  readonly text: string
  readonly parts: readonly (readonly [name: string, value: string])[]
  readonly note?: string
}

/** A signed text in its named pieces, or as the one text that it is; nothing in it is invisible. */
export function SignedParts({ title, text, parts, note }: PartsProps) {
  const t = useT()
  const behind = separators(text, parts)
  const [isWhole, setWhole] = useState(parts.length === 0)
  return (
    <section class="block">
      <header>
        <h3>
          {title} {note === undefined ? null : <span class="faint mono">{note}</span>}
        </h3>
        <span class="tools">
          {parts.length === 0 ? null : (
            <button type="button" class="button small quiet" aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>
              {t({ en: 'As one text', zh: '整段文本' })}
            </button>
          )}
          <Copy text={text} />
        </span>
      </header>
      {isWhole ? (
        <pre class="code wrap">
          <Visible text={text} />
        </pre>
      ) : (
        <table class="pairs signed">
          <tbody>
            {parts.map(([name, value], at) => (
              <tr key={`${at} ${name}`}>
                <th scope="row">{name}</th>
                <td>
                  {value === '' ? <span class="faint">{t({ en: 'empty', zh: '空' })}</span> : <Visible text={value} />}
                  {behind[at]?.startsWith('\r') ? <span class="sign">CR</span> : null}
                  {behind[at] ? <span class="sign">LF</span> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="legend faint">
        <span>{t({ en: `${text.length} characters`, zh: `共 ${text.length} 个字符` })}</span>
        {text.includes(' ') ? (
          <span>
            <span class="blank">·</span> {t({ en: 'blank', zh: '空格' })}
          </span>
        ) : null}
        {text.includes('\n') ? (
          <span>
            <span class="sign">LF</span> {t({ en: 'line feed', zh: '换行' })}
          </span>
        ) : null}
      </p>
    </section>
  )
}

/** What the platform itself signed; nothing when it signed nothing. */
export function PlatformSigned(props: { readonly title: string; readonly signed: SignedText | undefined }) {
  const { title, signed } = props
  if (!signed) return null
  const note = [signed.scheme, signed.keyId].filter(Boolean).join(' · ')
  return <SignedParts title={title} text={signed.text} parts={signed.parts} note={note} />
}
