import { useEffect, useState } from 'preact/hooks'
import type { OverviewAnswer } from '../sandbox/inspector-control.ts'
import { ActionsView } from './actions/actions-view.tsx'
import { ClockView, type ClockAnswer } from './clock/clock-view.tsx'
import type { Api } from './data/api.ts'
import { PageContext } from './data/context.ts'
import type { LiveState } from './data/live.ts'
import { useRoute } from './data/route.ts'
import { useAsk } from './data/use-ask.ts'
import { EventsView } from './events/events-view.tsx'
import { Keys } from './keys.tsx'
import { RequestsView } from './requests/requests-view.tsx'
import { Rail } from './rail.tsx'
import { StateView } from './state/state-view.tsx'
import type { Settings } from './switches.tsx'

const LOOK_AGAIN_MS = 5000

/** The page around the views: where one is, whether it is live, what time it is in the sandbox. */
export function Shell({ api, settings }: { readonly api: Api; readonly settings: Settings }) {
  const [now, setNow] = useState(Date.now())
  const [live, setLive] = useState<LiveState>('connecting')
  useEffect(() => api.live.onState(setLive), [api])
  // A browser opens six connections to one origin: a tab that nobody looks at must not hold one.
  useEffect(() => {
    let stop: (() => void) | undefined
    const change = (): void => {
      stop?.()
      stop = document.hidden ? undefined : api.live.start()
    }
    change()
    document.addEventListener('visibilitychange', change)
    return () => {
      document.removeEventListener('visibilitychange', change)
      stop?.()
    }
  }, [api])
  return (
    <PageContext.Provider value={{ api, lang: settings.lang, overview: undefined, now }}>
      <Inside api={api} settings={settings} live={live} now={now} setNow={setNow} />
    </PageContext.Provider>
  )
}

interface InsideProps {
  readonly api: Api
  readonly settings: Settings
  readonly live: LiveState
  readonly now: number
  readonly setNow: (now: number) => void
}

function Inside({ api, settings, live, now, setNow }: InsideProps) {
  const route = useRoute()
  const { value: overview } = useAsk<OverviewAnswer>('overview')
  const { value: time, reload } = useAsk<ClockAnswer>('clock', ({ type }) => type !== 'request')
  useEffect(() => {
    const clock = time?.clock
    const tick = (): void => {
      if (!clock) setNow(Date.now())
      else setNow(clock.frozen ? Date.parse(clock.now) : Date.now() + clock.offsetMs)
    }
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [time])
  // The clock may be moved from a terminal too.
  useEffect(() => {
    const timer = setInterval(reload, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [])
  const page = { api, lang: settings.lang, overview, now }
  return (
    <PageContext.Provider value={page}>
      <Rail view={route.view} live={live} clock={time?.clock} settings={settings} />
      <main id="main">
        {route.view === 'requests' ? <RequestsView route={route} /> : null}
        {route.view === 'events' ? <EventsView route={route} /> : null}
        {route.view === 'state' ? <StateView route={route} /> : null}
        {route.view === 'clock' ? <ClockView onClock={reload} /> : null}
        {route.view === 'actions' ? <ActionsView route={route} /> : null}
      </main>
      <Keys />
    </PageContext.Provider>
  )
}
