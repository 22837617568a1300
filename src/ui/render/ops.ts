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

/** Columns that a summary needs to say something. */
const SUMMARY = 40

/** Name, request line and summary; the connector in front when there is more than one. */
export function renderOperations(operations: readonly ListedOperation[], io: Io): string {
  const style = createStyle(io.color)
  const several = new Set(operations.map(({ connector }) => connector)).size > 1
  const line = (text: string) => escapeControls(text.replace(/\s+/g, ' '))
  const width = io.stdoutTty ? io.columns : undefined
  // Where both do not fit, the summary says more than the request line.
  const taken = longest(operations.map(({ id }) => id)) + longest(operations.map(requestLine))
  const isRoomy = width === undefined || taken + SUMMARY <= width
  const rows = operations.map((operation) => [
    ...(several ? [style.dim(operation.connector)] : []),
    style.bold(line(operation.id)),
    ...(isRoomy ? [style.dim(line(requestLine(operation)))] : []),
    line(operation.summary),
  ])
  return formatTable(rows, { width })
}

function requestLine({ method, path }: ListedOperation): string {
  return `${method} ${path}`
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length))
}
