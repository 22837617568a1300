import type { StateAnswer, StateItemsAnswer } from '../../sandbox/inspector-control.ts'
import type { Json } from '../../sdk/http.ts'
import { useState } from 'preact/hooks'
import { useT } from '../data/context.ts'
import { go, type Route } from '../data/route.ts'
import { useAsk } from '../data/use-ask.ts'
import { Command } from '../parts/copy.tsx'
import { Grid, type Column } from '../parts/grid.tsx'
import { Empty, Problem } from '../parts/problem.tsx'
import { Split } from '../parts/split.tsx'
import { Search, Toolbar } from '../parts/toolbar.tsx'
import { Item } from './item.tsx'
import { columnsOf, shown } from './scalars.ts'

type Stored = StateItemsAnswer['items'][number]

const PAGE = 100

/** What the platforms remember: orders, authorisations, whatever a connector stores. */
export function StateView({ route }: { readonly route: Route }) {
  const t = useT()
  const changes = ({ type }: { type: string }): boolean => type === 'request' || type === 'event' || type === 'notice'
  const { value, failure } = useAsk<StateAnswer>('state', changes)
  const all = (value?.connectors ?? []).flatMap(({ id, collections }) =>
    collections.map(({ name, count }) => ({ connector: id, name, count })),
  )
  const best = all.find((one) => /^(trade|order|transaction|payment)s$/.test(one.name)) ?? all[0]
  const [connector = best?.connector, name = best?.name, item] = route.path
  const { q = '' } = route.query
  const isAlone = new Set(all.map((one) => one.connector)).size < 2
  const [limit, setLimit] = useState(PAGE)
  const where = connector === undefined || name === undefined ? undefined : { connector, collection: name }
  const search = where && new URLSearchParams({ ...where, q, limit: String(limit) }).toString()
  const { value: page } = useAsk<StateItemsAnswer>(search && `state?${search}`, changes)
  const to = (path: readonly string[], query = route.query): void => go({ view: 'state', path, query }, true)
  const rows = page?.items ?? []
  const columns: readonly Column<Stored>[] = [
    { id: 'id', name: t({ en: 'Id', zh: '标识' }), class: 'mono strong key', cell: ({ id }) => id },
    ...columnsOf(rows).map((member) => ({
      id: member,
      name: member,
      class: 'mono cell',
      cell: (row: Stored) => shown((row.value as Readonly<Record<string, Json>>)[member]),
    })),
  ]
  const chosen = rows.find(({ id }) => id === item)
  return (
    <>
      <Toolbar title={t({ en: 'State', zh: '状态数据' })}>
        <Search
          value={q}
          onChange={(text) => to([connector ?? '', name ?? ''], { q: text })}
          hint={t({ en: 'Anything that is stored', zh: '任何已保存的内容' })}
        />
      </Toolbar>
      <Problem failure={failure} />
      {value && all.length === 0 ? (
        <Empty title={t({ en: 'Nothing is stored yet. Make an order:', zh: '还没有任何数据。可以先创建订单：' })}>
          <Command line="integ trigger" />
        </Empty>
      ) : (
        <Split
          onClose={() => to([connector ?? '', name ?? ''])}
          list={
            <>
              <div class="collections" role="group" aria-label={t({ en: 'Collections', zh: '数据集合' })}>
                {all.map((one) => (
                  <button
                    key={`${one.connector} ${one.name}`}
                    type="button"
                    aria-pressed={one.connector === connector && one.name === name}
                    onClick={() => {
                      setLimit(PAGE)
                      to([one.connector, one.name], {})
                    }}
                  >
                    {isAlone ? null : <span class="faint">{one.connector}</span>} {one.name}{' '}
                    <span class="count">{one.count}</span>
                  </button>
                ))}
              </div>
              {rows.length > 0 ? (
                <Grid
                  label={t({ en: 'Stored items', zh: '已保存的数据' })}
                  rows={rows}
                  columns={columns}
                  idOf={({ id }) => id}
                  selected={item}
                  onSelect={(id) => to([connector ?? '', name ?? '', id])}
                />
              ) : page && q !== '' ? (
                <Empty title={t({ en: 'Nothing stored fits the search.', zh: '没有符合条件的数据。' })} />
              ) : null}
              {page && page.total > rows.length ? (
                <button type="button" class="button more" onClick={() => setLimit(limit + PAGE)}>
                  {t({ en: `Show more of ${page.total}`, zh: `显示更多（共 ${page.total} 条）` })}
                </button>
              ) : null}
            </>
          }
          detail={
            chosen && connector !== undefined ? <Item key={chosen.id} connector={connector} item={chosen} /> : undefined
          }
        />
      )}
    </>
  )
}
