import type { Travelled } from '../../sandbox/travel.ts'
import { usePage, useT } from '../data/context.ts'
import { routeHash } from '../data/route.ts'
import { clockTime, fullTime } from '../data/time.ts'
import { Badge } from '../parts/badges.tsx'

const MOST = 50

/** What happened while the clock was moved. */
export function Journey({ journey }: { readonly journey: Travelled }) {
  const t = useT()
  const { now } = usePage()
  const { to, deliveries, acknowledged, failed } = journey
  return (
    <div class="callout info" role="status">
      <strong>{t({ en: `It is now ${fullTime(to)}.`, zh: `现在是 ${fullTime(to)}。` })}</strong>
      <p>
        {deliveries.length === 0
          ? t({ en: 'Nothing was due on the way.', zh: '期间没有到期的投递。' })
          : t({
              en: `Deliveries on the way: ${acknowledged} acknowledged, ${failed} not.`,
              zh: `期间共投递 ${deliveries.length} 次：${acknowledged} 次已确认，${failed} 次未确认。`,
            })}
      </p>
      {deliveries.slice(0, MOST).map((one) => (
        <p key={one.id} class="facts">
          <time class="mono faint">{clockTime(one.at, now, false)}</time>
          <Badge tone={one.acknowledged ? 'good' : 'bad'}>{one.status ?? '—'}</Badge>
          <a class="mono" href={routeHash({ view: 'events', path: [one.event], query: {} })}>
            {one.event}
          </a>
          <span class="faint">{t({ en: `attempt ${one.attempt}`, zh: `第 ${one.attempt} 次` })}</span>
        </p>
      ))}
    </div>
  )
}
