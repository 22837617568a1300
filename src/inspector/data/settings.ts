import { useEffect, useState } from 'preact/hooks'
import type { Lang } from '../../text/text.ts'

export type Theme = 'auto' | 'light' | 'dark'

/** Kept in this browser; what the browser itself prefers counts until somebody chooses. */
export function useLang(): readonly [Lang, (lang: Lang) => void] {
  const [lang, setLang] = useState<Lang>(() => {
    const kept = localStorage.getItem('integ-lang')
    return kept === 'en' || kept === 'zh' ? kept : /^zh/i.test(navigator.language) ? 'zh' : 'en'
  })
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
  }, [lang])
  return [lang, keep<Lang>('integ-lang', setLang)]
}

export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => {
    const kept = localStorage.getItem('integ-theme')
    return kept === 'light' || kept === 'dark' ? kept : 'auto'
  })
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
  return [theme, keep<Theme>('integ-theme', setTheme)]
}

function keep<T extends string>(key: string, set: (value: T) => void): (value: T) => void {
  return (value) => {
    localStorage.setItem(key, value)
    set(value)
  }
}
