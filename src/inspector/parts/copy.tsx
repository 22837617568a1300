import { useEffect, useState } from 'preact/hooks'
import { useT } from '../data/context.ts'
import { Icon } from './icons.tsx'

/** A button that copies a text and says that it did. */
export function Copy({
  text,
  label,
  bare = false,
}: {
  readonly text: string
  readonly label?: string
  readonly bare?: boolean
}) {
  const t = useT()
  const [isDone, setDone] = useState(false)
  useEffect(() => {
    if (!isDone) return
    const timer = setTimeout(() => setDone(false), 1500)
    return () => clearTimeout(timer)
  }, [isDone])
  const name = label ?? t({ en: 'Copy', zh: '复制' })
  const said = isDone ? t({ en: 'Copied', zh: '已复制' }) : name
  return (
    <button
      type="button"
      class={bare ? 'button quiet small' : 'button small'}
      aria-label={bare ? name : undefined}
      title={bare ? name : undefined}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setDone(true))}
    >
      <Icon name={isDone ? 'done' : 'copy'} size={14} />
      {bare ? null : <span aria-live="polite">{said}</span>}
    </button>
  )
}

/** A command line to copy. */
export function Command({ line }: { readonly line: string }) {
  return (
    <span class="command">
      <code>{line}</code>
      <Copy text={line} bare />
    </span>
  )
}
