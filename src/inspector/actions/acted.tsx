import type { Acted } from '../../sandbox/client.ts'
import { useT } from '../data/context.ts'
import { routeHash } from '../data/route.ts'
import { OutcomeBadge, outcomeOf } from '../events/outcome.tsx'
import { Body } from '../parts/body.tsx'

/** What the person who did it sees, and the events that followed. */
export function ActedResult({ acted }: { readonly acted: Acted }) {
  const t = useT()
  return (
    <div class="acted" role="status">
      <div class="callout good">
        <strong>{t({ en: 'Done.', zh: '已完成。' })}</strong>
        {acted.events.map((event) => (
          <p key={event.id} class="facts">
            <a class="mono" href={routeHash({ view: 'events', path: [event.id], query: {} })}>
              {event.type}
            </a>
            <OutcomeBadge outcome={outcomeOf(event)} t={t} />
            <span class="mono faint break">{event.url ?? ''}</span>
          </p>
        ))}
        {acted.events.length === 0 ? (
          <p class="faint">{t({ en: 'It caused no event.', zh: '没有触发事件。' })}</p>
        ) : null}
      </div>
      {acted.result === null ? null : (
        <Body title={t({ en: 'Result', zh: '结果' })} body={JSON.stringify(acted.result)} type="application/json" />
      )}
    </div>
  )
}
