import type { RequestRecord } from '../../sandbox/log.ts'
import { useT } from '../data/context.ts'
import { Icon } from './icons.tsx'

export type Tone = 'good' | 'bad' | 'warn' | 'mute' | 'info'

export function Badge({ tone, children }: { readonly tone: Tone; readonly children: preact.ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>
}

export function isRefused({ status, code, reason }: RequestRecord): boolean {
  return status >= 400 || code !== undefined || reason !== undefined
}

/** A platform may refuse with 200: the colour follows what was meant. */
export function Status({ record }: { readonly record: RequestRecord }) {
  return <Badge tone={isRefused(record) ? 'bad' : 'good'}>{record.status === 0 ? '—' : record.status}</Badge>
}

export function Verified({ value, words = false }: { readonly value: boolean | null; readonly words?: boolean }) {
  const t = useT()
  const [tone, text] =
    value === true
      ? (['good', t({ en: 'verified', zh: '已验证' })] as const)
      : value === false
        ? (['bad', t({ en: 'not verified', zh: '未通过验证' })] as const)
        : (['mute', t({ en: 'not asked', zh: '无需验证' })] as const)
  return (
    <span class={`verified ${tone}`} title={words ? undefined : text}>
      {value === null ? <span aria-hidden="true">—</span> : <Icon name={value ? 'shield' : 'shieldNo'} size={15} />}
      <span class={words ? '' : 'hidden'}>{text}</span>
    </span>
  )
}
