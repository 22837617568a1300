import type { TimelineAnswer } from '../../sandbox/event-timeline.ts'
import { usePage, useT } from '../data/context.ts'
import { fullTime, relativeTime } from '../data/time.ts'
import { useAsk } from '../data/use-ask.ts'
import { Body } from '../parts/body.tsx'
import { Problem } from '../parts/problem.tsx'
import { Delivery } from './delivery.tsx'
import { outcomeOf, OutcomeBadge } from './outcome.tsx'
import { Resend } from './resend.tsx'
import { Timeline } from './timeline.tsx'

export function EventDetail({ id }: { readonly id: string }) {
  const t = useT()
  const { lang, now } = usePage()
  const { value, failure, reload } = useAsk<TimelineAnswer>(
    `timeline/${encodeURIComponent(id)}`,
    (record) => record.type === 'delivery' && record.event === id,
  )
  if (!value) return <Problem failure={failure} />
  const { event, signed } = value
  return (
    <>
      <header class="head">
        <h2 tabIndex={-1}>{event.type}</h2>
        <p class="facts">
          <OutcomeBadge outcome={outcomeOf(event)} t={t} />
          <span class="faint">
            {fullTime(event.at)} · {relativeTime(event.at, now, lang)}
          </span>
          <code class="faint">{event.id}</code>
        </p>
      </header>
      <div class="panel">
        <Timeline timeline={value} />
        <Resend id={id} usual={event.deliveries.at(-1)?.url ?? event.url} onDone={reload} />
        <section class="block">
          <header>
            <h3>
              {t({ en: 'Attempts', zh: '投递记录' })} <span class="faint">{event.deliveries.length}</span>
            </h3>
          </header>
          {event.deliveries.length === 0 ? (
            <p class="faint">
              {event.dueAt === undefined
                ? t({
                    en: 'The call named no address, and no integ listen runs: the event was only written down.',
                    zh: '调用时没有给出通知地址，也没有 integ listen 在监听：事件只做了记录。',
                  })
                : `${t({ en: 'Due at', zh: '发送时间' })} ${fullTime(event.dueAt)}`}
            </p>
          ) : null}
          {event.deliveries.toReversed().map((delivery) => (
            <Delivery key={delivery.id} delivery={delivery} signed={signed[delivery.id]} />
          ))}
        </section>
        <Body
          title={t({ en: 'Payload', zh: '事件内容' })}
          body={JSON.stringify(event.payload)}
          type="application/json"
        />
      </div>
    </>
  )
}
