import type { ComponentChildren } from 'preact'
import { useKeys } from '../data/keyboard.ts'
import { useT } from '../data/context.ts'
import { Icon } from './icons.tsx'

interface SplitProps {
  readonly list: ComponentChildren
  /** Undefined: nothing is chosen, the list has all the room. */
  readonly detail: ComponentChildren | undefined
  readonly onClose: () => void
}

/** A list, and beside it what was chosen from it; on a narrow screen the one covers the other. */
export function Split({ list, detail, onClose }: SplitProps) {
  const t = useT()
  const close = (): void => {
    onClose()
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.grid tbody tr[tabindex="0"]')?.focus())
  }
  useKeys({
    Escape: (event) => {
      const target = event.target as HTMLElement
      if (target.matches('input, textarea, select')) return target.blur()
      if (detail !== undefined) close()
    },
  })
  return (
    <div class={detail === undefined ? 'split' : 'split open'}>
      <div class="list">{list}</div>
      {detail === undefined ? null : (
        <section class="detail" aria-label={t({ en: 'Details', zh: '详情' })}>
          <button
            type="button"
            class="button quiet close"
            onClick={close}
            aria-label={t({ en: 'Close the details', zh: '关闭详情' })}
            title="Esc"
          >
            <Icon name="no" />
          </button>
          {detail}
        </section>
      )}
    </div>
  )
}
