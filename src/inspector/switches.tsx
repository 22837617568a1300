import type { Lang } from '../text/text.ts'
import { useT } from './data/context.ts'
import type { Theme } from './data/settings.ts'
import { Icon } from './parts/icons.tsx'

export interface Settings {
  readonly lang: Lang
  readonly setLang: (lang: Lang) => void
  readonly theme: Theme
  readonly setTheme: (theme: Theme) => void
}

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const
const ICONS = { auto: 'auto', light: 'sun', dark: 'moon' } as const

export function Switches({ settings }: { readonly settings: Settings }) {
  const t = useT()
  const { lang, setLang, theme, setTheme } = settings
  const themes = {
    auto: t({ en: 'Theme of the system', zh: '跟随系统主题' }),
    light: t({ en: 'Light theme', zh: '浅色主题' }),
    dark: t({ en: 'Dark theme', zh: '深色主题' }),
  }
  return (
    <div class="switches">
      <button
        type="button"
        class="button quiet small"
        title={themes[theme]}
        aria-label={themes[theme]}
        data-switch="theme"
        onClick={() => setTheme(NEXT[theme])}
      >
        <Icon name={ICONS[theme]} />
      </button>
      <button
        type="button"
        class="button quiet small"
        data-switch="lang"
        lang={lang === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
      >
        {lang === 'zh' ? 'English' : '中文'}
      </button>
    </div>
  )
}
