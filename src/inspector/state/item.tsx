import type { StateItemsAnswer } from '../../sandbox/inspector-control.ts'
import type { ActionInfo } from '../../sandbox/act.ts'
import { useT } from '../data/context.ts'
import { routeHash } from '../data/route.ts'
import { useAsk } from '../data/use-ask.ts'
import { Body } from '../parts/body.tsx'

interface ItemProps {
  readonly connector: string
  readonly item: StateItemsAnswer['items'][number]
}

/** One stored value, and what people can do with it. */
export function Item({ connector, item }: ItemProps) {
  const t = useT()
  const { value } = useAsk<{ actions: readonly ActionInfo[] }>('actions')
  const members = typeof item.value === 'object' && item.value !== null ? (item.value as Record<string, unknown>) : {}
  const fitting = (value?.actions ?? []).flatMap((action) => {
    const known = action.params.filter(({ name }) => ['string', 'number'].includes(typeof members[name]))
    const isOurs = action.id.startsWith(`${connector}.`) && known.length > 0
    return isOurs ? [{ action, name: known[0]?.name ?? '' }] : []
  })
  return (
    <>
      <header class="head">
        <h2 tabIndex={-1} class="mono">
          {item.id}
        </h2>
      </header>
      <div class="panel">
        {fitting.length === 0 ? null : (
          <nav class="row" aria-label={t({ en: 'Actions', zh: '操作' })}>
            {fitting.map(({ action, name }) => (
              <a
                key={action.id}
                class="button"
                href={routeHash({ view: 'actions', path: [action.id], query: { [name]: String(members[name]) } })}
                title={t(action.summary)}
              >
                {action.id.slice(connector.length + 1)}
              </a>
            ))}
          </nav>
        )}
        <Body
          title={t({ en: 'Stored value', zh: '保存的内容' })}
          body={JSON.stringify(item.value)}
          type="application/json"
        />
      </div>
    </>
  )
}
