import Table from 'cli-table3'

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

/** Columns that the longest line takes; escape sequences take none, wide characters two. */
function widest(text: string): number {
  // eslint-disable-next-line no-control-regex
  const lines = text.replace(/\u001b\[[0-9;]*m/g, '').split('\n')
  return Math.max(
    ...lines.map((line) =>
      Array.from(line).reduce(
        (sum, character) =>
          sum +
          (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u.test(
            character,
          )
            ? 2
            : 1),
        0,
      ),
    ),
  )
}
