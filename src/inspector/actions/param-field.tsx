import type { ActionInfo } from '../../sandbox/act.ts'
import type { SuggestionsAnswer } from '../../sandbox/inspector-control.ts'
import { useT } from '../data/context.ts'
import { useAsk } from '../data/use-ask.ts'

interface FieldProps {
  readonly connector: string
  readonly param: ActionInfo['params'][number]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A value for an action; what the state holds under its name is offered. */
export function ParamField({ connector, param, value, onChange }: FieldProps) {
  const t = useT()
  const { name, summary, required } = param
  const query = new URLSearchParams({ connector, name }).toString()
  const { value: suggested } = useAsk<SuggestionsAnswer>(`suggestions?${query}`, ({ type }) => type === 'request')
  const field = `param-${name}`
  return (
    <div class="field">
      <label for={field}>
        <span class="mono strong">{name}</span>
        {required ? null : <span class="faint"> {t({ en: 'optional', zh: '可选' })}</span>}
      </label>
      <input
        id={field}
        class="mono"
        list={`${field}-known`}
        value={value}
        required={required}
        spellcheck={false}
        autocomplete="off"
        aria-describedby={`${field}-about`}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={`${field}-known`}>
        {suggested?.values.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <small id={`${field}-about`} class="faint">
        {t(summary)}
      </small>
    </div>
  )
}
