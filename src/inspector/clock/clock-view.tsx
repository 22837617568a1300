import type { ClockReading, Travelled } from '../../sandbox/travel.ts'
import { useT } from '../data/context.ts'
import { useAsk } from '../data/use-ask.ts'
import { Problem } from '../parts/problem.tsx'
import { Toolbar } from '../parts/toolbar.tsx'
import { ClockPanel } from './clock-panel.tsx'
import { FaultsPanel } from './faults-panel.tsx'

export interface ClockAnswer {
  readonly clock: ClockReading
}
export interface TravelledAnswer {
  readonly travelled: Travelled
}

/** The sandbox's time, and the failures that it injects on purpose. */
export function ClockView({ onClock }: { readonly onClock: () => void }) {
  const t = useT()
  const { value, failure, reload } = useAsk<ClockAnswer>('clock', () => true)
  return (
    <>
      <Toolbar title={t({ en: 'Clock and faults', zh: '时钟与故障' })} />
      <div class="sheets">
        <Problem failure={failure} />
        {value ? (
          <ClockPanel
            clock={value.clock}
            onChange={() => {
              reload()
              onClock()
            }}
          />
        ) : null}
        <FaultsPanel />
      </div>
    </>
  )
}
