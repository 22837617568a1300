import type { TimelineAnswer } from '../../sandbox/event-timeline.ts'
import type { Lang } from '../../text/text.ts'
import { usePage, useT } from '../data/context.ts'
import { clockTime, duration } from '../data/time.ts'
import { answerWords } from './outcome.tsx'
import { stopsOf, type Stop } from './stops.ts'

const STEP = 88
const LEFT = 44
const LINE = 40
const HEIGHT = 92

/** An address's attempts as stops on a line: those done, now, and those to come. */
export function Timeline({ timeline }: { readonly timeline: TimelineAnswer }) {
  const t = useT()
  const lanes = stopsOf(timeline)
  if (lanes.length === 0) return null
  return (
    <section class="block">
      <header>
        <h3>{t({ en: 'Delivery schedule', zh: '投递计划' })}</h3>
        {timeline.timeoutSeconds === undefined ? null : (
          <span class="faint">
            {t({
              en: `the platform waits ${timeline.timeoutSeconds} s for an answer`,
              zh: `平台等待应答 ${timeline.timeoutSeconds} 秒`,
            })}
          </span>
        )}
      </header>
      {lanes.map(({ url, stops }) => (
        <Lane key={url} url={url} stops={stops} />
      ))}
    </section>
  )
}

function Lane({ url, stops }: { readonly url: string; readonly stops: readonly Stop[] }) {
  const t = useT()
  const { lang, now } = usePage()
  const x = (at: number): number => LEFT + at * STEP
  const done = stops.filter(({ delivery }) => delivery).length
  const left = stops.length - done
  const isOver = stops.findLast(({ delivery }) => delivery)?.delivery?.acknowledged === true
  const summary = isOver
    ? t({ en: `acknowledged at attempt ${done}`, zh: `第 ${done} 次投递已确认` })
    : left > 0
      ? t({
          en: `${done} done, ${left} to come unless acknowledged`,
          zh: `已投递 ${done} 次；若未确认，还将投递 ${left} 次`,
        })
      : t({ en: `given up after ${done}`, zh: `投递 ${done} 次后不再重试` })
  return (
    <figure class="timeline">
      <figcaption>
        <span class="mono">{url}</span> <span class="faint">{summary}</span>
      </figcaption>
      <div class="scroll" tabIndex={0} role="region" aria-label={url}>
        <svg width={x(stops.length - 1) + LEFT} height={HEIGHT} role="img" aria-label={summary}>
          {stops.slice(1).map((stop, at) => (
            <g key={stop.at}>
              <line class={stop.delivery ? 'past' : 'future'} x1={x(at)} x2={x(at + 1)} y1={LINE} y2={LINE} />
              <text class="gap" x={x(at) + STEP / 2} y={LINE - 10}>
                {gap(stops[at], stop, lang)}
              </text>
            </g>
          ))}
          {done > 0 && done < stops.length ? (
            <g class="now">
              <line x1={x(done - 1) + 26} x2={x(done - 1) + 26} y1={LINE - 7} y2={LINE + 7} />
              <text x={x(done - 1) + 26} y={LINE + 20}>
                {t({ en: 'now', zh: '现在' })}
              </text>
            </g>
          ) : null}
          {stops.map((stop, at) => (
            <g key={stop.at} class={`stop ${stop.delivery ? (stop.delivery.acknowledged ? 'good' : 'bad') : 'due'}`}>
              <title>{stop.delivery ? answerWords(stop.delivery, t) : t({ en: 'to come', zh: '待投递' })}</title>
              <circle cx={x(at)} cy={LINE} r={8} />
              {stop.delivery ? (
                <path
                  transform={`translate(${x(at) - 5} ${LINE - 5}) scale(.62)`}
                  d={stop.delivery.acknowledged ? 'm3 8.5 3.2 3.2L13 4.8' : 'm4 4 8 8m0-8-8 8'}
                />
              ) : (
                <text class="ordinal" x={x(at)} y={LINE + 3.5}>
                  {at + 1}
                </text>
              )}
              <text x={x(at)} y={LINE + 32}>
                {clockTime(stop.at, now, false)}
              </text>
              <text class="what" x={x(at)} y={LINE + 46}>
                {stop.delivery ? String(stop.delivery.response?.status ?? '—') : ''}
              </text>
            </g>
          ))}
        </svg>
      </div>
    </figure>
  )
}

function gap(from: Stop | undefined, to: Stop, lang: Lang): string {
  return from === undefined ? '' : duration(Date.parse(to.at) - Date.parse(from.at), lang)
}
