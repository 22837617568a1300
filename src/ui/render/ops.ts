import type { ListedOperation } from '../../reference/operations.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Io } from '../io.ts'
import { createStyle } from '../style.ts'
import { formatTable } from '../table.ts'

export function operationDocument({
  connector,
  id,
  method,
  path,
  summary,
  tags,
}: ListedOperation): Readonly<Record<string, unknown>> {
  return { connector, id, method, path, summary, tags }
}

/** Name, request line and summary; the connector in front when there is more than one. */
export function renderOperations(operations: readonly ListedOperation[], io: Io): string {
  const style = createStyle(io.color)
  const several = new Set(operations.map(({ connector }) => connector)).size > 1
  const line = (text: string) => escapeControls(text.replace(/\s+/g, ' '))
  const rows = operations.map(({ connector, id, method, path, summary }) => [
    ...(several ? [style.dim(connector)] : []),
    style.bold(line(id)),
    style.dim(line(`${method} ${path}`)),
    line(summary),
  ])
  return formatTable(rows, { width: io.stdoutTty ? io.columns : undefined })
}
