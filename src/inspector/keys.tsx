import { useRef } from 'preact/hooks'
import { useT } from './data/context.ts'
import { useKeys } from './data/keyboard.ts'
import { go, VIEWS } from './data/route.ts'

/** 1 to 5 go to a view; `?` shows every key. */
export function Keys() {
  const t = useT()
  const dialog = useRef<HTMLDialogElement>(null)
  const views = VIEWS.map((view, at) => [String(at + 1), () => go({ view, path: [], query: {} })] as const)
  useKeys({ ...Object.fromEntries(views), '?': () => dialog.current?.showModal() })
  const rows = [
    ['1 – 5', t({ en: 'go to a view', zh: '切换视图' })],
    ['/', t({ en: 'search', zh: '搜索' })],
    ['j  k  ↓  ↑', t({ en: 'next, previous row', zh: '下一行、上一行' })],
    ['Enter', t({ en: 'to the details', zh: '进入详情' })],
    ['←  →', t({ en: 'from tab to tab', zh: '切换标签页' })],
    ['Esc', t({ en: 'back to the list', zh: '返回列表' })],
    ['?', t({ en: 'these keys', zh: '显示快捷键' })],
  ] as const
  return (
    <dialog ref={dialog} aria-labelledby="keys-title">
      <h2 id="keys-title">{t({ en: 'Keys', zh: '快捷键' })}</h2>
      <table class="rows">
        <tbody>
          {rows.map(([key, what]) => (
            <tr key={key}>
              <td>
                <kbd>{key}</kbd>
              </td>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" class="button" onClick={() => dialog.current?.close()}>
        {t({ en: 'Close', zh: '关闭' })}
      </button>
    </dialog>
  )
}
