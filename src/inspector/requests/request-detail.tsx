import type { RequestAnswer } from '../../sandbox/inspector-control.ts'
import { useT } from '../data/context.ts'
import { useAsk } from '../data/use-ask.ts'
import { Status, Verified } from '../parts/badges.tsx'
import { Problem } from '../parts/problem.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { RequestMessage, ResponseMessage } from './messages.tsx'
import { Overview } from './overview.tsx'
import { Signing } from './signing.tsx'
import { Validation } from './validation.tsx'

interface DetailProps {
  readonly id: string
  readonly tab: string
  readonly onTab: (tab: string) => void
}

export function RequestDetail({ id, tab, onTab }: DetailProps) {
  const t = useT()
  const { value, failure } = useAsk<RequestAnswer>(`requests/${encodeURIComponent(id)}`)
  if (!value) return <Problem failure={failure} />
  const view = value.request
  const { record, signature, problems } = view
  const tabs = [
    { id: 'overview', label: t({ en: 'Overview', zh: '概览' }) },
    { id: 'request', label: t({ en: 'Request', zh: '请求' }) },
    { id: 'response', label: t({ en: 'Response', zh: '应答' }) },
    {
      id: 'signing',
      label: t({ en: 'Signing', zh: '签名' }),
      mark: signature === undefined ? undefined : signature.ok ? '✓' : '✕',
      isAlarming: signature?.ok === false,
    },
    {
      id: 'validation',
      label: t({ en: 'Validation', zh: '校验' }),
      mark: problems.length === 0 ? undefined : problems.length,
      isAlarming: true,
    },
  ]
  const current = tabs.some((one) => one.id === tab) ? tab : 'overview'
  return (
    <>
      <header class="head">
        <h2 tabIndex={-1}>{record.operation ?? `${record.method} ${record.path}`}</h2>
        <p class="facts">
          <Status record={record} />
          {record.code === undefined ? null : <code class="bad-text">{record.code}</code>}
          <span class="mono faint">
            {record.method} {record.path}
          </span>
          <Verified value={record.verified} words />
        </p>
      </header>
      <Tabs
        label={t({ en: 'Parts of the request', zh: '请求的各个部分' })}
        tabs={tabs}
        current={current}
        onChange={onTab}
      >
        {current === 'overview' ? <Overview view={view} onTab={onTab} /> : null}
        {current === 'request' ? <RequestMessage view={view} /> : null}
        {current === 'response' ? <ResponseMessage view={view} /> : null}
        {current === 'signing' ? <Signing view={view} /> : null}
        {current === 'validation' ? <Validation view={view} /> : null}
      </Tabs>
    </>
  )
}
