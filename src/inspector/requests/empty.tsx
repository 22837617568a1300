import { usePage, useT } from '../data/context.ts'
import { Command } from '../parts/copy.tsx'
import { Empty, NothingFits } from '../parts/problem.tsx'

/** Why the list is empty, and what fills it. */
export function NoRequests({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const t = useT()
  const { overview } = usePage()
  if (isFiltered)
    return (
      <NothingFits
        title={t({ en: 'No request fits the filter.', zh: '没有符合条件的请求。' })}
        all={t({ en: 'Show all requests', zh: '显示全部请求' })}
        onClear={onClear}
      />
    )
  const [first] = overview?.status.connectors ?? []
  return (
    <Empty title={t({ en: 'No request yet. Send the first one:', zh: '还没有请求。可以先发一个：' })}>
      <Command line={`integ ops ${first?.id ?? ''}`.trim()} />
      <p class="faint">
        {t({
          en: 'lists what can be called, or point your program here:',
          zh: '查看可调用的接口；也可以让您的程序访问：',
        })}
      </p>
      {overview?.status.connectors.map(({ id, url }) => (
        <p key={id}>
          {id} <Command line={url} />
        </p>
      ))}
    </Empty>
  )
}
