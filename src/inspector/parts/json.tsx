import { layOut } from '../data/json-tokens.ts'
import { Visible } from './visible.tsx'

/** JSON in colours, laid out; what is none stays as it is. */
export function Json({ text }: { readonly text: string }) {
  const tokens = layOut(text)
  if (!tokens) return <Visible text={text} />
  return (
    <>{tokens.map(({ kind, text: part }) => (kind === 'mark' ? part : <span class={`json-${kind}`}>{part}</span>))}</>
  )
}
