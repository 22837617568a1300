import { useState } from 'preact/hooks'
import { KINDS } from '../../sandbox/faults/kinds.ts'
import type { FaultWish } from '../../sandbox/faults/make-fault.ts'
import { usePage, useT } from '../data/context.ts'
import { Icon } from '../parts/icons.tsx'
import { Field } from './field.tsx'

interface FaultFormProps {
  /** Whether it was taken. */
  readonly onAdd: (wish: FaultWish) => Promise<boolean>
}

const DEFAULTS: Readonly<Record<string, string>> = { latency: '2000', status: '503', late: '30s', duplicate: '2' }

export function FaultForm({ onAdd }: FaultFormProps) {
  const t = useT()
  const { overview } = usePage()
  const [kind, setKind] = useState('unavailable')
  const [value, setValue] = useState('')
  const [connector, setConnector] = useState('')
  const [pattern, setPattern] = useState('')
  const [count, setCount] = useState('')
  const [percent, setPercent] = useState('')
  const known = KINDS.find((one) => one.kind === kind)
  const takesValue = (known?.value ?? '') !== ''
  const isEvent = known?.on === 'event'
  const add = async (event: Event): Promise<void> => {
    event.preventDefault()
    await onAdd({
      fault: takesValue && value !== '' ? `${kind}=${value}` : kind,
      ...(connector === '' ? {} : { connector }),
      ...(pattern === '' ? {} : { [isEvent ? 'event' : 'operation']: pattern }),
      ...(count === '' ? {} : { count: Number(count) }),
      ...(percent === '' ? {} : { probability: Number(percent) / 100 }),
    })
  }
  return (
    <>
      <h3>{t({ en: 'Add a fault', zh: '添加故障' })}</h3>
      <p class="row">
        <button type="button" class="button" onClick={() => void onAdd({ fault: 'unavailable', count: 1 })}>
          <Icon name="bolt" size={14} /> {t({ en: 'The next call fails', zh: '下一次调用失败' })}
        </button>
        <button type="button" class="button" onClick={() => void onAdd({ fault: 'timeout', when: 'after', count: 1 })}>
          <Icon name="bolt" size={14} /> {t({ en: 'The next answer is lost', zh: '下一次应答丢失' })}
        </button>
        <button type="button" class="button" onClick={() => void onAdd({ fault: 'duplicate', count: 1 })}>
          <Icon name="bolt" size={14} /> {t({ en: 'The next event comes twice', zh: '下一个事件重复投递' })}
        </button>
      </p>
      <form class="form wide" onSubmit={(event) => void add(event)}>
        <div class="field">
          <label for="fault-kind">{t({ en: 'What happens', zh: '发生什么' })}</label>
          <select
            id="fault-kind"
            value={kind}
            onChange={(event) => {
              setKind(event.currentTarget.value)
              setValue(DEFAULTS[event.currentTarget.value] ?? '')
            }}
          >
            {(['call', 'event', 'both'] as const).map((on) => (
              <optgroup
                key={on}
                label={
                  on === 'call'
                    ? t({ en: 'Calls', zh: '调用' })
                    : on === 'event'
                      ? t({ en: 'Events', zh: '事件' })
                      : t({ en: 'Calls and events', zh: '调用与事件' })
                }
              >
                {KINDS.filter((one) => one.on === on).map((one) => (
                  <option key={one.kind} value={one.kind}>
                    {one.kind} — {t(one.summary)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </div>
        {takesValue ? (
          <Field
            id="fault-value"
            label={t({ en: 'Value', zh: '取值' })}
            value={value}
            onChange={setValue}
            hint={(known?.value ?? '').replace(/[[\]=<>]/g, '')}
          />
        ) : null}
        {(overview?.status.connectors.length ?? 0) < 2 ? null : (
          <div class="field">
            <label for="fault-connector">{t({ en: 'Platform', zh: '平台' })}</label>
            <select
              id="fault-connector"
              value={connector}
              onChange={(event) => setConnector(event.currentTarget.value)}
            >
              <option value="">{t({ en: 'All platforms', zh: '全部平台' })}</option>
              {overview?.status.connectors.map(({ id }) => (
                <option key={id} value={id}>
                  {id}
                </option>
              ))}
            </select>
          </div>
        )}
        <Field
          id="fault-pattern"
          label={isEvent ? t({ en: 'Events', zh: '限定事件' }) : t({ en: 'Operations', zh: '限定接口' })}
          value={pattern}
          onChange={setPattern}
          hint={t({ en: 'all, or a.b.*', zh: '全部，或 a.b.*' })}
        />
        <Field
          id="fault-count"
          label={t({ en: 'How often', zh: '次数' })}
          value={count}
          onChange={setCount}
          hint={t({ en: 'always', zh: '不限' })}
          isNumber
        />
        <Field
          id="fault-percent"
          label={t({ en: 'Probability, %', zh: '概率，%' })}
          value={percent}
          onChange={setPercent}
          hint="100"
          isNumber
        />
        <button type="submit" class="button primary">
          {t({ en: 'Add', zh: '添加' })}
        </button>
      </form>
    </>
  )
}
