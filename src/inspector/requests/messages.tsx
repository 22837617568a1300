import type { ExchangeView } from '../../sandbox/exchange-view.ts'
import { useT } from '../data/context.ts'
import { Body } from '../parts/body.tsx'
import { Pairs } from '../parts/pairs.tsx'

export function RequestMessage({ view: { request } }: { readonly view: ExchangeView }) {
  const t = useT()
  const url = new URL(request.url)
  const query = [...url.searchParams]
  return (
    <>
      <pre class="code wrap first">
        <span class="json-word">{request.method}</span> {url.pathname}
      </pre>
      {query.length === 0 ? null : (
        <section class="block">
          <header>
            <h3>{t({ en: 'Query', zh: '查询参数' })}</h3>
          </header>
          <Pairs pairs={query} />
        </section>
      )}
      <Body
        title={t({ en: 'Body', zh: '报文体' })}
        body={request.body}
        encoding={request.encoding}
        type={request.headers['content-type']}
        size={request.size}
      />
      <HeaderList headers={request.headers} />
    </>
  )
}

export function ResponseMessage({ view: { response, record } }: { readonly view: ExchangeView }) {
  const t = useT()
  if (response.status === 0)
    return (
      <div class="callout warn">
        {t({ en: 'Nothing was answered: the fault', zh: '没有应答：命中故障' })} <code>{record.fault}</code>
      </div>
    )
  return (
    <>
      <pre class="code first">
        HTTP/1.1 <span class="json-number">{response.status}</span>
      </pre>
      <Body
        title={t({ en: 'Body', zh: '报文体' })}
        body={response.body}
        encoding={response.encoding}
        type={response.headers['content-type']}
        size={response.size}
      />
      <HeaderList headers={response.headers} />
    </>
  )
}

export function HeaderList({ headers }: { readonly headers: Readonly<Record<string, string>> }) {
  const t = useT()
  const pairs = Object.entries(headers)
  return (
    <section class="block">
      <header>
        <h3>
          {t({ en: 'Headers', zh: 'HTTP 头' })} <span class="faint">{pairs.length}</span>
        </h3>
      </header>
      <Pairs pairs={pairs} />
    </section>
  )
}
