import { useState } from 'preact/hooks'
import type { ActionInfo } from '../../sandbox/act.ts'
import type { Acted } from '../../sandbox/client.ts'
import { isFailure, type ApiFailure } from '../data/api.ts'
import { usePage, useT } from '../data/context.ts'
import { Command } from '../parts/copy.tsx'
import { Problem } from '../parts/problem.tsx'
import { ActedResult } from './acted.tsx'
import { ParamField } from './param-field.tsx'

interface FormProps {
  readonly action: ActionInfo
  /** Values that came with the address. */
  readonly given: Readonly<Record<string, string>>
}

export function ActionForm({ action, given }: FormProps) {
  const t = useT()
  const { api } = usePage()
  const [values, setValues] = useState<Readonly<Record<string, string>>>(given)
  const [isBusy, setBusy] = useState(false)
  const [acted, setActed] = useState<Acted | undefined>(undefined)
  const [failure, setFailure] = useState<ApiFailure | undefined>(undefined)
  const filled = Object.entries(values).filter(([, value]) => value !== '')
  const play = async (event: Event): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setFailure(undefined)
    setActed(undefined)
    try {
      setActed(await api.post<Acted>('act', { action: action.id, params: Object.fromEntries(filled) }))
    } catch (error) {
      if (isFailure(error)) setFailure(error)
    }
    setBusy(false)
  }
  const words = filled.map(
    ([name, value]) => ` ${name}=${/^[\w.@:/-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`}`,
  )
  return (
    <>
      <h2 class="mono">{action.id}</h2>
      <p>{t(action.summary)}</p>
      <form class="form" onSubmit={(event) => void play(event)}>
        {action.params.map((param) => (
          <ParamField
            key={param.name}
            connector={action.id.split('.')[0] ?? ''}
            param={param}
            value={values[param.name] ?? ''}
            onChange={(value) => setValues({ ...values, [param.name]: value })}
          />
        ))}
        <div class="row">
          <button type="submit" class="button primary" disabled={isBusy}>
            {isBusy ? t({ en: 'Doing it', zh: '执行中' }) : t({ en: 'Do it', zh: '执行' })}
          </button>
          <Command line={`integ sandbox act ${action.id}${words.join('')}`} />
        </div>
      </form>
      <Problem failure={failure} />
      {acted ? <ActedResult acted={acted} /> : null}
    </>
  )
}
