import type { ComponentChildren } from 'preact'
import type { ExchangeView } from '../../sandbox/exchange-view.ts'
import { usePage, useT } from '../data/context.ts'
import { routeHash } from '../data/route.ts'
import { byteSize, fullTime, relativeTime } from '../data/time.ts'
import { Badge } from '../parts/badges.tsx'
import { Command, Copy } from '../parts/copy.tsx'

interface OverviewProps {
  readonly view: ExchangeView
  readonly onTab: (tab: string) => void
}

export function Overview({ view, onTab }: OverviewProps) {
  const t = useT()
  const { lang, now } = usePage()
  const { record, request, response, events, signature } = view
  const rows: (readonly [string, ComponentChildren])[] = [
    [t({ en: 'Time', zh: '时间' }), `${fullTime(record.at)}  ·  ${relativeTime(record.at, now, lang)}`],
    [t({ en: 'Platform', zh: '平台' }), record.connector],
    [t({ en: 'Address', zh: '地址' }), <code class="break">{request.url}</code>],
    [
      t({ en: 'Sizes', zh: '大小' }),
      `${byteSize(request.size)} → ${byteSize(response.size)}  ·  ${Math.round(record.ms)} ms`,
    ],
    ...(signature?.partner === undefined
      ? []
      : [[t({ en: 'Partner', zh: '商户应用' }), <code>{signature.partner}</code>] as const]),
    ...(record.rule === undefined ? [] : [[t({ en: 'Rule', zh: '规则依据' }), record.rule] as const]),
    ...(record.fault === undefined
      ? []
      : [[t({ en: 'Fault', zh: '注入的故障' }), <Badge tone="warn">{record.fault}</Badge>] as const]),
    ...(events.length === 0
      ? []
      : [
          [
            t({ en: 'Events', zh: '触发的事件' }),
            events.map((id) => (
              <a key={id} class="mono" href={routeHash({ view: 'events', path: [id], query: {} })}>
                {id}
              </a>
            )),
          ] as const,
        ]),
    [t({ en: 'Request id', zh: '请求编号' }), <code>{record.id}</code>],
  ]
  return (
    <>
      <Why view={view} onTab={onTab} />
      <dl class="keys">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="tools">
        {view.curl === undefined ? null : (
          <Copy text={view.curl} label={t({ en: 'Copy as curl', zh: '复制为 curl' })} />
        )}
        {record.code === undefined ? null : <Command line={`integ explain ${record.code}`} />}
        {record.operation === undefined ? null : <Command line={`integ docs ${record.operation}`} />}
      </p>
    </>
  )
}

/** Why it was refused, in one sentence, and where to look. */
function Why({ view, onTab }: OverviewProps) {
  const t = useT()
  const { record, signature, problems } = view
  const look = (tab: string): ComponentChildren => (
    <button type="button" class="link" onClick={() => onTab(tab)}>
      {t({ en: 'Show it', zh: '查看' })}
    </button>
  )
  if (record.fault !== undefined)
    return (
      <div class="callout warn">
        {t({ en: 'A fault that was set struck this call:', zh: '此调用命中了注入的故障：' })}{' '}
        <code>{record.fault}</code>
      </div>
    )
  if (signature?.ok === false)
    return (
      <div class="callout bad">
        {t({ en: 'The signature was not accepted.', zh: '签名未通过验证。' })}{' '}
        {signature.caller ? <strong>{t(signature.caller.because)} </strong> : null}
        {look('signing')}
      </div>
    )
  if (problems.length > 0)
    return (
      <div class="callout bad">
        {t({
          en: `The request breaks ${problems.length} rules of the document.`,
          zh: `请求有 ${problems.length} 处不符合接口文档。`,
        })}{' '}
        {look('validation')}
      </div>
    )
  if (record.reason !== undefined)
    return (
      <div class="callout bad">
        {t({ en: 'Refused:', zh: '被拒绝：' })} <code>{record.reason}</code>
      </div>
    )
  return null
}
