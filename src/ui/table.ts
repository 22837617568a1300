import Table from 'cli-table3'
import { displayWidth } from '../text/width.ts'

export interface TableOptions {
  /** Columns of the terminal; the last column is cut to fit. Absent: nothing is cut, as for a pipe. */
  readonly width?: number | undefined
}

const NO_BORDER = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ',
} // prettier-ignore
/** The last column keeps at least this much, however narrow the terminal. */
const LEAST = 16

/** Rows of cells, aligned without borders; Chinese text takes its double width into account. */
export function formatTable(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const first = rows[0]
  if (!first) return ''
  const plain = render(rows, [])
  if (options.width === undefined || widest(plain) <= options.width) return plain
  const others = rows.map((row) => row.slice(0, -1))
  const used = first.length > 1 ? widest(render(others, [])) + 2 : 0
  const widths = [...first.slice(1).map(() => null), Math.max(LEAST, options.width - used)]
  return render(rows, widths)
}

function render(rows: readonly (readonly string[])[], colWidths: (number | null)[]): string {
  const style = { 'padding-left': 0, 'padding-right': 0, border: [], head: [] }
  const table = new Table({ chars: NO_BORDER, style, ...(colWidths.length > 0 && { colWidths }) })
  for (const row of rows) table.push([...row])
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

/** Columns that the longest line takes. */
const widest = (text: string): number => Math.max(...text.split('\n').map(displayWidth))
