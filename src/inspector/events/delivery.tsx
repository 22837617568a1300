import type { DeliveryRecord } from '../../delivery/records.ts'
import type { SignedText } from '../../sandbox/exchange-view.ts'
import { usePage, useT } from '../data/context.ts'
import { clockTime } from '../data/time.ts'
import { Badge } from '../parts/badges.tsx'
import { Body } from '../parts/body.tsx'
import { HeaderList } from '../requests/messages.tsx'
import { PlatformSigned } from '../requests/signed-parts.tsx'
import { answerWords } from './outcome.tsx'

interface DeliveryProps {
  readonly delivery: DeliveryRecord
  readonly signed: SignedText | undefined
}

/** One attempt; opened, it shows both messages byte for byte. */
export function Delivery({ delivery, signed }: DeliveryProps) {
  const t = useT()
  const { now } = usePage()
  const { attempt, at, url, request, response, acknowledged, ms, altered } = delivery
  return (
    <details class="delivery">
      <summary>
        <span class="attempt">{t({ en: `Attempt ${attempt}`, zh: `第 ${attempt} 次` })}</span>
        <time class="mono faint" dateTime={at}>
          {clockTime(at, now)}
        </time>
        <Badge tone={acknowledged ? 'good' : 'bad'}>{response?.status ?? '—'}</Badge>
        <span class={acknowledged ? '' : 'bad-text'}>{answerWords(delivery, t)}</span>
        {altered?.map((word) => (
          <Badge key={word} tone="warn">
            {word}
          </Badge>
        ))}
        <span class="mono faint break">{url}</span>
        <span class="faint">{Math.round(ms)} ms</span>
      </summary>
      <Body
        title={t({ en: 'Sent', zh: '发送内容' })}
        body={request.body}
        encoding={request.encoding}
        type={request.headers['content-type']}
      />
      <HeaderList headers={request.headers} />
      <PlatformSigned title={t({ en: 'What the platform signed', zh: '平台的签名文本' })} signed={signed} />
      {response ? (
        <>
          <Body
            title={t({ en: `Answer ${response.status}`, zh: `应答 ${response.status}` })}
            body={response.body}
            encoding={response.encoding}
            type={response.headers['content-type']}
          />
          <HeaderList headers={response.headers} />
        </>
      ) : null}
    </details>
  )
}
