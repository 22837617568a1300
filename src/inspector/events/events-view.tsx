import { useState } from 'preact/hooks'
import type { EventRecord } from '../../delivery/records.ts'
import { usePage, useT } from '../data/context.ts'
import { go, type Route } from '../data/route.ts'
import { useAsk } from '../data/use-ask.ts'
import { Grid } from '../parts/grid.tsx'
import { Problem } from '../parts/problem.tsx'
import { Split } from '../parts/split.tsx'
import { Choice, ConnectorFilter, Search, Toolbar } from '../parts/toolbar.tsx'
import { eventColumns } from './columns.tsx'
import { NoEvents } from './empty.tsx'
import { EventDetail } from './event-detail.tsx'
import { outcomeOf } from './outcome.tsx'

const PAGE = 100

/** Every event that the platforms sent, newest first. */
export function EventsView({ route }: { readonly route: Route }) {
  const t = useT()
  const { now, overview } = usePage()
  const isAlone = (overview?.status.connectors.length ?? 0) < 2
  const [limit, setLimit] = useState(PAGE)
  const { q = '', connector = '', outcome = '' } = route.query
  const [id] = route.path
  const { value, failure } = useAsk<{ events: readonly EventRecord[] }>(
    `events?limit=${limit + 1}`,
    ({ type }) => type === 'event' || type === 'delivery',
  )
  const all = value?.events.slice(0, limit) ?? []
  const more = (value?.events.length ?? 0) > limit
  const rows = all.filter(
    (event) => (connector === '' || event.connector === connector) && holds(event, q) && fits(event, outcome),
  )
  const to = (path: readonly string[], query = route.query): void => go({ view: 'events', path, query }, true)
  const set = (change: Readonly<Record<string, string>>): void => to(route.path, { ...route.query, ...change })
  return (
    <>
      <Toolbar title={t({ en: 'Events and deliveries', zh: '事件与投递' })} count={rows.length} isMore={more}>
        <Search
          value={q}
          onChange={(text) => set({ q: text })}
          hint={t({ en: 'Type, order number, address', zh: '事件类型、订单号、地址' })}
        />
        <Choice
          label={t({ en: 'Delivery', zh: '投递' })}
          choices={[
            ['', t({ en: 'All', zh: '全部' })],
            ['acknowledged', t({ en: 'Acknowledged', zh: '已确认' })],
            ['open', t({ en: 'Unacknowledged', zh: '未确认' })],
          ]}
          value={outcome}
          onChange={(text) => set({ outcome: text })}
        />
        <ConnectorFilter value={connector} onChange={(text) => set({ connector: text })} />
      </Toolbar>
      <Split
        onClose={() => to([])}
        list={
          <>
            <Problem failure={failure} />
            {rows.length > 0 ? (
              <Grid
                label={t({ en: 'Events', zh: '事件' })}
                rows={rows}
                columns={eventColumns(t, now, isAlone)}
                idOf={(row) => row.id}
                selected={id}
                onSelect={(chosen) => to([chosen])}
                isBad={(event) => outcomeOf(event) === 'failed'}
              />
            ) : value ? (
              <NoEvents isFiltered={q !== '' || connector !== '' || outcome !== ''} onClear={() => to([], {})} />
            ) : null}
            {more ? (
              <button type="button" class="button more" onClick={() => setLimit(limit + PAGE)}>
                {t({ en: 'Show older events', zh: '显示更早的事件' })}
              </button>
            ) : null}
          </>
        }
        detail={id === undefined ? undefined : <EventDetail key={id} id={id} />}
      />
    </>
  )
}

function fits(event: EventRecord, outcome: string): boolean {
  return outcome === '' || (outcomeOf(event) === 'acknowledged') === (outcome === 'acknowledged')
}

function holds(event: EventRecord, q: string): boolean {
  if (q === '') return true
  const { id, type, url, payload } = event
  return JSON.stringify([id, type, url, payload]).toLowerCase().includes(q.toLowerCase())
}
