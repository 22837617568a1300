import type { FoundEvent } from '../../events/connectors.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Style } from '../style.ts'

export function eventTypeDocument({ connector, event }: FoundEvent): Readonly<Record<string, unknown>> {
  return {
    id: event.id,
    connector: connector.id,
    summary: event.summary,
    scenario: connector.scenario(event.id) !== undefined,
  }
}

export function eventTypeLines(found: readonly FoundEvent[], style: Style): readonly string[] {
  const width = Math.max(0, ...found.map(({ event }) => event.id.length))
  return found.map(
    ({ event }) => `${style.bold(escapeControls(event.id.padEnd(width)))}  ${escapeControls(event.summary)}`,
  )
}
