import { useState } from 'preact/hooks'
import type { FaultRecord } from '../../sandbox/faults/fault.ts'
import { isFailure, type ApiFailure } from '../data/api.ts'
import { usePage, useT } from '../data/context.ts'
import { useAsk } from '../data/use-ask.ts'
import { Badge } from '../parts/badges.tsx'
import { Icon } from '../parts/icons.tsx'
import { Problem } from '../parts/problem.tsx'
import { FaultForm } from './fault-form.tsx'
import { faultWhere, STATES } from './fault-words.ts'

export function FaultsPanel() {
  const t = useT()
  const { api, now } = usePage()
  const { value, failure, reload } = useAsk<{ faults: readonly FaultRecord[] }>('faults', () => true)
  const [refused, setRefused] = useState<ApiFailure | undefined>(undefined)
  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    setRefused(undefined)
    try {
      await work()
      return true
    } catch (error) {
      if (isFailure(error)) setRefused(error)
      return false
    } finally {
      reload()
    }
  }
  const faults = value?.faults ?? []
  return (
    <section class="card" aria-labelledby="faults-title">
      <header>
        <h2 id="faults-title">{t({ en: 'Faults', zh: '故障注入' })}</h2>
        {faults.length === 0 ? null : (
          <button type="button" class="button small" onClick={() => void change(() => api.remove('faults'))}>
            {t({ en: 'Remove all', zh: '全部移除' })}
          </button>
        )}
      </header>
      <Problem failure={failure ?? refused} />
      {faults.length === 0 ? (
        <p class="faint">
          {t({
            en: 'No fault is set: every call and every delivery goes through.',
            zh: '没有设置故障：所有调用与投递均正常进行。',
          })}
        </p>
      ) : (
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">{t({ en: 'Fault', zh: '故障' })}</th>
              <th scope="col">{t({ en: 'Where and when', zh: '范围与时机' })}</th>
              <th scope="col">{t({ en: 'Struck', zh: '命中' })}</th>
              <th scope="col">{t({ en: 'State', zh: '状态' })}</th>
              <th scope="col">
                <span class="hidden">{t({ en: 'Remove', zh: '移除' })}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault) => (
              <tr key={fault.id}>
                <td class="mono strong">{fault.fault}</td>
                <td>{faultWhere(fault, t, now)}</td>
                <td class="mono nowrap">
                  {fault.hits} / {fault.seen}
                </td>
                <td>
                  <Badge tone={fault.state === 'active' ? 'warn' : 'mute'}>{t(STATES[fault.state])}</Badge>
                </td>
                <td>
                  <button
                    type="button"
                    class="button quiet small"
                    aria-label={t({ en: `Remove ${fault.fault}`, zh: `移除 ${fault.fault}` })}
                    onClick={() => void change(() => api.remove(`faults/${encodeURIComponent(fault.id)}`))}
                  >
                    <Icon name="no" size={14} />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <FaultForm onAdd={(wish) => change(() => api.post('faults', wish))} />
    </section>
  )
}
