import { useState } from 'preact/hooks'
import type { DeliveryRecord } from '../../delivery/records.ts'
import { isFailure, type ApiFailure } from '../data/api.ts'
import { usePage, useT } from '../data/context.ts'
import { Problem } from '../parts/problem.tsx'
import { MANNERS } from './manners.ts'
import { answerWords } from './outcome.tsx'

interface ResendProps {
  readonly id: string
  /** Where it went the last time. */
  readonly usual: string | undefined
  readonly onDone: () => void
}

/** One more attempt, signed anew or spoilt on purpose, to the same address or another. */
export function Resend({ id, usual, onDone }: ResendProps) {
  const t = useT()
  const { api } = usePage()
  const [url, setUrl] = useState('')
  const [manner, setManner] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [done, setDone] = useState<DeliveryRecord | undefined>(undefined)
  const [failure, setFailure] = useState<ApiFailure | undefined>(undefined)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setFailure(undefined)
    try {
      const path = `events/${encodeURIComponent(id)}/resend`
      const wish = { ...MANNERS.find((one) => one.id === manner)?.wish, ...(url === '' ? {} : { url }) }
      setDone((await api.post<{ delivery: DeliveryRecord }>(path, wish)).delivery)
    } catch (error) {
      if (isFailure(error)) setFailure(error)
    }
    setBusy(false)
    onDone()
  }
  return (
    <form class="row" onSubmit={(event) => void send(event)}>
      <button type="submit" class="button primary" disabled={isBusy}>
        {t({ en: 'Send again', zh: '重新发送' })}
      </button>
      <label>
        <span class="hidden">{t({ en: 'How', zh: '方式' })}</span>
        <select value={manner} onChange={(event) => setManner(event.currentTarget.value)}>
          {MANNERS.map((one) => (
            <option key={one.id} value={one.id}>
              {t(one.words)}
            </option>
          ))}
        </select>
      </label>
      <label class="grow">
        <span class="hidden">{t({ en: 'To another address', zh: '发送到其他地址' })}</span>
        <input
          class="mono"
          type="url"
          value={url}
          placeholder={usual ?? 'http://127.0.0.1:3000/notify'}
          onInput={(event) => setUrl(event.currentTarget.value)}
        />
      </label>
      <span role="status" class={done?.acknowledged === false ? 'bad-text' : 'faint'}>
        {isBusy ? t({ en: 'Sending', zh: '发送中' }) : done ? answerWords(done, t) : ''}
      </span>
      <Problem failure={failure} />
    </form>
  )
}
