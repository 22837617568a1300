import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Lang, Text } from '../../text/text.ts'
import type { Api } from './api.ts'
import type { OverviewAnswer } from '../../sandbox/inspector-control.ts'

/** What every part of the page may use. */
export interface Page {
  readonly api: Api
  readonly lang: Lang
  readonly overview: OverviewAnswer | undefined
  /** Simulated time as far as the page knows, in milliseconds; moves once a second. */
  readonly now: number
}

/** The shell provides it before anything else is drawn. */
export const PageContext = createContext<Page>(undefined as never)

export function usePage(): Page {
  return useContext(PageContext)
}

/** `t({ en, zh })` → the text in the reader's language. */
export function useT(): (text: Text) => string {
  const { lang } = usePage()
  return (text) => text[lang]
}
