import type { RequestRecord } from '../../sandbox/log.ts'
import type { Text } from '../../text/text.ts'
import { Badge, Status, Verified } from '../parts/badges.tsx'
import type { Column } from '../parts/grid.tsx'
import { timeColumn } from '../parts/time-column.tsx'

/** The platform's name is left out where there is only one. */
export function requestColumns(
  t: (text: Text) => string,
  now: number,
  isAlone: boolean,
): readonly Column<RequestRecord>[] {
  const columns: readonly Column<RequestRecord>[] = [
    timeColumn(t, now),
    { id: 'status', name: t({ en: 'Status', zh: '状态' }), class: 'fit', cell: (row) => <Status record={row} /> },
    {
      id: 'operation',
      name: t({ en: 'Operation', zh: '接口' }),
      class: 'main',
      cell: ({ operation, method, path, code, reason, fault }) => (
        <>
          <span class="mono strong">{operation ?? `${method} ${path}`}</span>
          {code === undefined ? null : <span class="mono bad-text">{code}</span>}
          {fault === undefined ? null : <Badge tone="warn">{fault}</Badge>}
          {reason === undefined || reason === code ? null : <span class="faint">{reason}</span>}
        </>
      ),
    },
    { id: 'connector', name: t({ en: 'Platform', zh: '平台' }), class: 'wide', cell: ({ connector }) => connector },
    {
      id: 'verified',
      name: t({ en: 'Signature', zh: '签名' }),
      class: 'fit centre',
      cell: ({ verified }) => <Verified value={verified} />,
    },
    { id: 'ms', name: t({ en: 'ms', zh: '毫秒' }), class: 'number wide', cell: ({ ms }) => Math.round(ms) },
  ]
  return columns.filter(({ id }) => id !== 'connector' || !isAlone)
}
