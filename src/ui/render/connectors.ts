import type { AddedConnector } from '../../registry/add.ts'
import type { ConnectorOrigin, RegistryEntry } from '../../registry/registry.ts'
import type { SecurityScheme } from '../../spec/security.ts'
import type { Text } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Io } from '../io.ts'
import { createStyle } from '../style.ts'
import { formatTable } from '../table.ts'

const ORIGINS: Readonly<Record<ConnectorOrigin, Text>> = {
  'built-in': { en: 'built-in', zh: '内置' },
  project: { en: 'project', zh: '项目' },
  user: { en: 'user', zh: '用户' },
}

/** One line per connector: id, origin, environments, what it is. */
export function renderConnectors(entries: readonly RegistryEntry[], io: Io): string {
  const style = createStyle(io.color)
  const rows = entries.map(({ id, manifest, source }) => [
    style.bold(id),
    style.dim(ORIGINS[source][io.lang]),
    ['local', ...Object.keys(manifest.environments)].join(' '),
    escapeControls(manifest.summary[io.lang].replace(/\s+/g, ' ')),
  ])
  return formatTable(rows, { width: io.stdoutTty ? io.columns : undefined })
}

/** What has been made of a document, and what to do with it next. */
export function renderAdded({ manifest, document, folder, entry }: AddedConnector, io: Io): string {
  const style = createStyle(io.color)
  const zh = io.lang === 'zh'
  const rows: string[][] = [
    [zh ? '连接器' : 'connector', style.bold(manifest.id)],
    [
      zh ? '文档' : 'document',
      escapeControls(`${document.info.title} ${document.info.version} (OpenAPI ${document.version})`),
    ],
    [zh ? '接口' : 'operations', String(document.operations.length)],
    ...(document.events.length > 0 ? [[zh ? '事件' : 'events', String(document.events.length)]] : []),
    [
      zh ? '服务器' : 'servers',
      document.servers.length === 0
        ? zh
          ? '未写明'
          : 'none named'
        : escapeControls(document.servers.map(({ url }) => url).join(' ')),
    ],
    [zh ? '认证' : 'security', securityText(document.securitySchemes, zh)],
    [zh ? '存放于' : 'kept in', folder],
    ...(entry === undefined ? [] : [['integration.json', entry]]),
  ]
  const next = [
    `integ ops --connector ${manifest.id}`,
    ...(document.operations[0] ? [`integ docs ${manifest.id}:${document.operations[0].id}`] : []),
  ]
  return `${formatTable(rows.map(([name = '', value = '']) => [style.dim(name), value]))}\n\n${zh ? '下一步' : 'Next'}\n${next.map((line) => `  ${style.cyan(escapeControls(line))}`).join('\n')}`
}

function securityText(schemes: Readonly<Record<string, SecurityScheme>>, zh: boolean): string {
  const names = Object.entries(schemes).map(
    ([name, { type, scheme, in: place }]) =>
      `${name} (${[type, scheme ?? place].filter((word) => word !== undefined).join(' ')})`,
  )
  return names.length === 0 ? (zh ? '无' : 'none') : escapeControls(names.join(', '))
}
