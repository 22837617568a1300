import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { usePage, useT } from '../data/context.ts'
import { useKeys } from '../data/keyboard.ts'
import { Icon } from './icons.tsx'

interface ToolbarProps {
  readonly title: string
  readonly count?: number
  readonly isMore?: boolean
  readonly children?: ComponentChildren
}

export function Toolbar({ title, count, isMore, children }: ToolbarProps) {
  return (
    <header class="toolbar">
      <h1>
        {title}
        {count === undefined ? null : (
          <span class="count">
            {count}
            {isMore === true ? '+' : ''}
          </span>
        )}
      </h1>
      {children}
    </header>
  )
}

interface SearchProps {
  readonly value: string
  readonly hint: string
  readonly onChange: (value: string) => void
}

/** `/` goes here, Escape empties it and leaves. */
export function Search({ value, hint, onChange }: SearchProps) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  useKeys({
    '/': (event) => {
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    },
  })
  return (
    <label class="search">
      <Icon name="search" size={14} />
      <span class="hidden">{t({ en: 'Search', zh: '搜索' })}</span>
      <input
        ref={field}
        type="search"
        value={value}
        placeholder={hint}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault()
            event.stopPropagation()
            onChange('')
          }
          if (event.key === 'Enter') document.querySelector<HTMLElement>('.grid tbody tr[tabindex="0"]')?.focus()
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  )
}

interface FilterProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

export function StatusFilter({ value, onChange }: FilterProps) {
  const t = useT()
  const choices = [
    ['', t({ en: 'All', zh: '全部' })],
    ['ok', t({ en: 'Accepted', zh: '成功' })],
    ['failed', t({ en: 'Refused', zh: '失败' })],
  ] as const
  return <Choice label={t({ en: 'Outcome', zh: '结果' })} choices={choices} value={value} onChange={onChange} />
}

/** Shown where there is something to choose from. */
export function ConnectorFilter({ value, onChange }: FilterProps) {
  const t = useT()
  const { overview } = usePage()
  const connectors = overview?.status.connectors ?? []
  if (connectors.length < 2) return null
  return (
    <label class="select">
      <span class="hidden">{t({ en: 'Platform', zh: '平台' })}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t({ en: 'All platforms', zh: '全部平台' })}</option>
        {connectors.map(({ id }) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </label>
  )
}

interface ChoiceProps extends FilterProps {
  readonly label: string
  readonly choices: readonly (readonly [value: string, name: string])[]
}

/** A few things to choose from, all in sight. */
export function Choice({ label, choices, value, onChange }: ChoiceProps) {
  return (
    <div class="choice" role="group" aria-label={label}>
      {choices.map(([id, name]) => (
        <button key={id} type="button" aria-pressed={id === value} onClick={() => onChange(id)}>
          {name}
        </button>
      ))}
    </div>
  )
}
