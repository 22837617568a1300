import { useState } from 'preact/hooks'
import { byteSize } from '../data/time.ts'
import { useT } from '../data/context.ts'
import { layOut } from '../data/json-tokens.ts'
import { Copy } from './copy.tsx'
import { Json } from './json.tsx'
import { Pairs } from './pairs.tsx'
import { Visible } from './visible.tsx'

interface BodyProps {
  readonly title: string
  readonly body: string
  readonly encoding?: 'base64' | undefined
  readonly type?: string | undefined
  /** Bytes on the wire; more than is shown when the body was cut. */
  readonly size?: number
}

/** A body as people read it, and as it was sent. */
export function Body({ title, body, encoding, type = '', size }: BodyProps) {
  const t = useT()
  const [isRaw, setRaw] = useState(false)
  const pairs = /x-www-form-urlencoded/i.test(type) ? [...new URLSearchParams(body)] : undefined
  const isJson = encoding === undefined && layOut(body) !== undefined && /^\s*[[{]/.test(body)
  const hasForm = isJson || pairs !== undefined
  const length = size ?? new TextEncoder().encode(body).byteLength
  return (
    <section class="block">
      <header>
        <h3>
          {title} <span class="faint">{length === 0 ? '' : byteSize(length)}</span>
        </h3>
        {length === 0 ? null : (
          <span class="tools">
            {hasForm ? (
              <button type="button" class="button small quiet" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
                {t({ en: 'As sent', zh: '原文' })}
              </button>
            ) : null}
            <Copy text={body} />
          </span>
        )}
      </header>
      {length === 0 ? (
        <p class="faint">{t({ en: 'Empty.', zh: '空。' })}</p>
      ) : encoding === 'base64' ? (
        <Bytes body={body} type={type} />
      ) : isRaw || !hasForm ? (
        <pre class="code wrap">
          <Visible text={body} />
        </pre>
      ) : pairs ? (
        <Pairs pairs={pairs} />
      ) : (
        <pre class="code wrap">
          <Json text={body} />
        </pre>
      )}
    </section>
  )
}

/** The first bytes of what is no text. */
function Bytes({ body, type }: { readonly body: string; readonly type: string }) {
  const t = useT()
  const bytes = Array.from(Uint8Array.from(atob(body.slice(0, 684)), (unit) => unit.charCodeAt(0)))
    .slice(0, 512)
    .map((byte) => byte.toString(16).padStart(2, '0'))
  const lines = Array.from({ length: Math.ceil(bytes.length / 16) }, (_, at) =>
    bytes.slice(at * 16, at * 16 + 16).join(' '),
  )
  return (
    <>
      <p class="faint">{t({ en: `Not text: ${type || 'bytes'}.`, zh: `不是文本：${type || '字节'}。` })}</p>
      <pre class="code">{lines.join('\n')}</pre>
    </>
  )
}
