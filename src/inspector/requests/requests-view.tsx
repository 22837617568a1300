import { useRef, useState } from 'preact/hooks'
import type { RequestsAnswer } from '../../sandbox/inspector-control.ts'
import type { RequestRecord } from '../../sandbox/log.ts'
import { usePage, useT } from '../data/context.ts'
import { go, type Route } from '../data/route.ts'
import { useAsk } from '../data/use-ask.ts'
import { Grid } from '../parts/grid.tsx'
import { Problem } from '../parts/problem.tsx'
import { Split } from '../parts/split.tsx'
import { isRefused } from '../parts/badges.tsx'
import { ConnectorFilter, Search, StatusFilter, Toolbar } from '../parts/toolbar.tsx'
import { requestColumns } from './columns.tsx'
import { NoRequests } from './empty.tsx'
import { RequestDetail } from './request-detail.tsx'

/** Every request that the platforms answered, newest first. */
export function RequestsView({ route }: { readonly route: Route }) {
  const { api, now, overview } = usePage()
  const t = useT()
  const { q = '', connector = '', status = '' } = route.query
  const [id, tab] = route.path
  const filter = new URLSearchParams({ q, connector, status }).toString()
  const { value, failure } = useAsk<RequestsAnswer>(`requests?${filter}`, (record) => record.type === 'request')
  const { rows, more, setOlder } = useRows(filter, value)
  const to = (path: readonly string[], query = route.query): void => go({ view: 'requests', path, query }, true)
  const set = (change: Readonly<Record<string, string>>): void => to(route.path, { ...route.query, ...change })
  const loadMore = async (): Promise<void> => {
    const last = rows.at(-1)
    if (!last) return
    const answer = await api.get<RequestsAnswer>(`requests?${filter}&before=${last.id}`)
    setOlder(answer)
  }
  const isFiltered = q !== '' || connector !== '' || status !== ''
  return (
    <>
      <Toolbar title={t({ en: 'Requests', zh: '请求' })} count={rows.length} isMore={more}>
        <Search
          value={q}
          onChange={(text) => set({ q: text })}
          hint={t({ en: 'Operation, order number, code, body', zh: '接口、订单号、错误码、报文' })}
        />
        <StatusFilter value={status} onChange={(text) => set({ status: text })} />
        <ConnectorFilter value={connector} onChange={(text) => set({ connector: text })} />
      </Toolbar>
      <Split
        onClose={() => to([])}
        list={
          <>
            <Problem failure={failure} />
            {rows.length > 0 ? (
              <Grid
                label={t({ en: 'Requests', zh: '请求' })}
                rows={rows}
                columns={requestColumns(t, now, (overview?.status.connectors.length ?? 0) < 2)}
                idOf={(row) => row.id}
                selected={id}
                onSelect={(chosen) => to([chosen, ...(tab === undefined ? [] : [tab])])}
                isBad={isRefused}
              />
            ) : value ? (
              <NoRequests isFiltered={isFiltered} onClear={() => to([], {})} />
            ) : null}
            {more ? (
              <button type="button" class="button more" onClick={() => void loadMore()}>
                {t({ en: 'Show older requests', zh: '显示更早的请求' })}
              </button>
            ) : null}
          </>
        }
        detail={
          id === undefined ? undefined : (
            <RequestDetail key={id} id={id} tab={tab ?? 'overview'} onTab={(next) => to([id, next])} />
          )
        }
      />
    </>
  )
}

/** The newest page as it changes, and behind it the older ones that were asked for. */
function useRows(filter: string, value: RequestsAnswer | undefined) {
  const kept = useRef<{ filter: string; rows: readonly RequestRecord[]; more?: boolean; from?: RequestsAnswer }>({
    filter,
    rows: [],
  })
  const [, show] = useState(0)
  if (kept.current.filter !== filter) kept.current = { filter, rows: [] }
  const now = kept.current
  if (value && now.from !== value) {
    const last = value.requests.at(-1)?.id
    const at = now.more === undefined ? -1 : now.rows.findIndex(({ id }) => id === last)
    if (at < 0) kept.current = { filter, rows: value.requests, from: value }
    else kept.current = { ...now, rows: [...value.requests, ...now.rows.slice(at + 1)], from: value }
  }
  return {
    rows: kept.current.rows,
    more: kept.current.more ?? value?.more ?? false,
    setOlder: (answer: RequestsAnswer) => {
      const rows = [...kept.current.rows, ...answer.requests]
      kept.current = { ...kept.current, rows, more: answer.more }
      show((turn) => turn + 1)
    },
  }
}
