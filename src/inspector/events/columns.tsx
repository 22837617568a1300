import type { EventRecord } from '../../delivery/records.ts'
import type { Text } from '../../text/text.ts'
import type { Column } from '../parts/grid.tsx'
import { timeColumn } from '../parts/time-column.tsx'
import { outcomeOf, OutcomeBadge } from './outcome.tsx'

/** The platform's name is left out where there is only one. */
export function eventColumns(t: (text: Text) => string, now: number, isAlone: boolean): readonly Column<EventRecord>[] {
  const columns: readonly Column<EventRecord>[] = [
    timeColumn(t, now),
    {
      id: 'type',
      name: t({ en: 'Event', zh: '事件' }),
      class: 'main',
      cell: ({ type, url }) => (
        <>
          <span class="mono strong">{type}</span>
          <span class="faint">{url ?? ''}</span>
        </>
      ),
    },
    { id: 'connector', name: t({ en: 'Platform', zh: '平台' }), class: 'wide', cell: (event) => event.connector },
    {
      id: 'attempts',
      name: t({ en: 'Attempts', zh: '次数' }),
      class: 'number wide',
      cell: ({ deliveries }) => deliveries.length,
    },
    {
      id: 'outcome',
      name: t({ en: 'Delivery', zh: '投递' }),
      class: 'fit',
      cell: (event) => <OutcomeBadge outcome={outcomeOf(event)} t={t} />,
    },
  ]
  return columns.filter((column) => column.id !== 'connector' || !isAlone)
}
