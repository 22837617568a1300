import type { ApiFailure } from '../data/api.ts'
import { useT } from '../data/context.ts'
import { Command } from './copy.tsx'

/** What the sandbox said no with, its cause and what to do. */
export function Problem({ failure }: { readonly failure: ApiFailure | undefined }) {
  const t = useT()
  if (!failure || failure.kind === 'offline') return null
  const { error, status } = failure
  return (
    <div class="callout bad" role="alert">
      <strong>
        {error ? t(error.message) : t({ en: `The sandbox answered ${status}.`, zh: `沙箱应答 ${status}。` })}
      </strong>
      {error ? <p>{t(error.cause)}</p> : null}
      {error?.hints.map((hint) => (
        <p key={hint.text.en}>
          {t(hint.text)} {hint.command === undefined ? null : <Command line={hint.command} />}
        </p>
      ))}
    </div>
  )
}

/** Nothing there yet, and how to change that. */
export function Empty({ title, children }: { readonly title: string; readonly children?: preact.ComponentChildren }) {
  return (
    <div class="empty">
      <p>{title}</p>
      {children}
    </div>
  )
}

/** A filter that leaves nothing of a list that is not empty. */
export function NothingFits(props: { readonly title: string; readonly all: string; readonly onClear: () => void }) {
  return (
    <Empty title={props.title}>
      <button type="button" class="button" onClick={props.onClear}>
        {props.all}
      </button>
    </Empty>
  )
}
