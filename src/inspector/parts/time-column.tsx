import { clockTime, fullTime } from '../data/time.ts'
import type { Text } from '../../text/text.ts'
import type { Column } from './grid.tsx'

/** When it happened: the time of day, the whole of it in a hint. */
export function timeColumn<Row extends { readonly at: string }>(t: (text: Text) => string, now: number): Column<Row> {
  return {
    id: 'time',
    name: t({ en: 'Time', zh: '时间' }),
    class: 'time',
    cell: ({ at }) => (
      <time dateTime={at} title={fullTime(at)}>
        {clockTime(at, now)}
      </time>
    ),
  }
}
