import { useState } from 'preact/hooks'
import type { ClockReading, Travelled } from '../../sandbox/travel.ts'
import { isFailure, type ApiFailure } from '../data/api.ts'
import { usePage, useT } from '../data/context.ts'
import { clockTime, duration, fullTime } from '../data/time.ts'
import { Badge } from '../parts/badges.tsx'
import { Problem } from '../parts/problem.tsx'
import type { ClockAnswer, TravelledAnswer } from './clock-view.tsx'
import { Journey } from './journey.tsx'

const STEPS = ['1m', '15m', '1h', '1d', '30d'] as const

interface ClockProps {
  readonly clock: ClockReading
  readonly onChange: () => void
}

export function ClockPanel({ clock, onChange }: ClockProps) {
  const t = useT()
  const { api, lang, now } = usePage()
  const [by, setBy] = useState('')
  const [to, setTo] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [journey, setJourney] = useState<Travelled | undefined>(undefined)
  const [failure, setFailure] = useState<ApiFailure | undefined>(undefined)
  const ask = async (path: string, body: object = {}): Promise<void> => {
    setBusy(true)
    setFailure(undefined)
    try {
      const answer = await api.post<Partial<TravelledAnswer & ClockAnswer>>(`clock/${path}`, body)
      setJourney(answer.travelled)
    } catch (error) {
      if (isFailure(error)) setFailure(error)
    }
    setBusy(false)
    onChange()
  }
  const shift = Math.abs(clock.offsetMs) < 1000 ? undefined : duration(clock.offsetMs, lang)
  return (
    <section class="card" aria-labelledby="clock-title">
      <h2 id="clock-title">{t({ en: 'Clock', zh: '时钟' })}</h2>
      <p class="now">
        <time class="mono">{fullTime(new Date(now).toISOString())}</time>
        {clock.frozen ? <Badge tone="warn">{t({ en: 'stands still', zh: '已冻结' })}</Badge> : null}
        <span class="faint">
          {shift === undefined
            ? t({ en: 'the same as real time', zh: '与真实时间一致' })
            : clock.offsetMs > 0
              ? t({ en: `${shift} ahead of real time`, zh: `比真实时间快 ${shift}` })
              : t({ en: `${shift} behind real time`, zh: `比真实时间慢 ${shift}` })}
        </span>
      </p>
      <p>
        {clock.waiting === 0 || clock.next === undefined
          ? t({ en: 'No delivery is due later.', zh: '没有待投递的事件。' })
          : t({
              en: `${clock.waiting} due later, the next at ${clockTime(clock.next, now, false)}.`,
              zh: `有 ${clock.waiting} 次投递待执行，下一次在 ${clockTime(clock.next, now, false)}。`,
            })}{' '}
        {clock.next === undefined ? null : (
          <button type="button" class="link" disabled={isBusy} onClick={() => void ask('set', { to: clock.next })}>
            {t({ en: 'Go to it', zh: '前进到该时刻' })}
          </button>
        )}
      </p>
      <div class="row">
        {STEPS.map((step) => (
          <button
            key={step}
            type="button"
            class="button"
            disabled={isBusy}
            onClick={() => void ask('advance', { by: step })}
          >
            +{duration(MS[step], lang)}
          </button>
        ))}
        <button
          type="button"
          class="button"
          disabled={isBusy}
          onClick={() => void ask(clock.frozen ? 'resume' : 'freeze')}
        >
          {clock.frozen ? t({ en: 'Let it run', zh: '恢复走时' }) : t({ en: 'Freeze', zh: '冻结' })}
        </button>
      </div>
      <div class="row">
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault()
            void ask('advance', { by })
          }}
        >
          <label>
            {t({ en: 'Advance by', zh: '前进' })}{' '}
            <input
              class="mono short"
              value={by}
              placeholder="2h30m"
              required
              onInput={(event) => setBy(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button" disabled={isBusy}>
            {t({ en: 'Advance', zh: '前进' })}
          </button>
        </form>
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault()
            void ask('set', { to: new Date(to).toISOString() })
          }}
        >
          <label>
            {t({ en: 'Set to', zh: '设为' })}{' '}
            <input
              type="datetime-local"
              step="1"
              value={to}
              required
              onInput={(event) => setTo(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button" disabled={isBusy}>
            {t({ en: 'Set', zh: '设置' })}
          </button>
        </form>
      </div>
      <Problem failure={failure} />
      {journey ? <Journey journey={journey} /> : null}
    </section>
  )
}

const MS = { '1m': 60_000, '15m': 900_000, '1h': 3_600_000, '1d': 86_400_000, '30d': 2_592_000_000 }
