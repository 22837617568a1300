import { useT } from '../data/context.ts'
import { Command } from '../parts/copy.tsx'
import { Empty, NothingFits } from '../parts/problem.tsx'

/** Why the list is empty, and what fills it. */
export function NoEvents({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const t = useT()
  if (isFiltered)
    return (
      <NothingFits
        title={t({ en: 'No event fits the filter.', zh: '没有符合条件的事件。' })}
        all={t({ en: 'Show all events', zh: '显示全部事件' })}
        onClear={onClear}
      />
    )
  return (
    <Empty
      title={t({
        en: 'No event yet. Have one sent to your program:',
        zh: '还没有事件。可以让沙箱向您的程序发送一个：',
      })}
    >
      <Command line="integ listen --forward http://127.0.0.1:3000/notify" />
      <Command line="integ trigger" />
    </Empty>
  )
}
