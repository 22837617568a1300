import type { ConnectorOverview } from '../../reference/overview.ts'
import type { Lang } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Io } from '../io.ts'
import { createStyle } from '../style.ts'

export function overviewDocument(
  { entry, operations, tags, events }: ConnectorOverview,
  lang: Lang,
): Readonly<Record<string, unknown>> {
  const { id, manifest, source } = entry
  return {
    id,
    name: manifest.name[lang],
    summary: manifest.summary[lang],
    source,
    operations,
    tags,
    events,
    ...(manifest.docs !== undefined && { docs: manifest.docs }),
  }
}

const SHOWN = 12

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

export function renderOverview(connectors: readonly ConnectorOverview[], io: Io): string {
  const style = createStyle(io.color)
  const zh = io.lang === 'zh'
  const more = (count: number) =>
    count > SHOWN ? [`… ${zh ? `另有 ${count - SHOWN} 项` : `${count - SHOWN} more`}`] : []
  return connectors
    .map(({ entry, operations, tags, events }) => {
      const { id, manifest } = entry
      const counts = zh
        ? `${operations} 个接口，${events.length} 个事件`
        : `${plural(operations, 'operation')}, ${plural(events.length, 'event')}`
      const tagText = [
        ...tags.slice(0, SHOWN).map((tag) => `${tag.name} (${tag.operations})`),
        ...more(tags.length),
      ].join(', ')
      return [
        `${style.bold(id)}  ${escapeControls(manifest.summary[io.lang])}`,
        `  ${counts}`,
        ...(tagText === '' ? [] : [`  ${zh ? '分组' : 'tags'}: ${escapeControls(tagText)}`]),
        ...(events.length === 0
          ? []
          : [
              `  ${zh ? '事件' : 'events'}: ${escapeControls([...events.slice(0, SHOWN).map((event) => event.id), ...more(events.length)].join(', '))}`,
            ]),
        ...(manifest.docs === undefined ? [] : [`  ${zh ? '更多' : 'read on'}: ${manifest.docs}`]),
        `  ${style.cyan(`integ ops --connector ${id}`)}`,
      ].join('\n')
    })
    .join('\n\n')
}
