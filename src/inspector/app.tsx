import { useMemo, useState } from 'preact/hooks'
import { createApi } from './data/api.ts'
import { useLang, useTheme } from './data/settings.ts'
import { forgetToken } from './data/token.ts'
import { NoToken } from './no-token.tsx'
import { Shell } from './shell.tsx'

/** With a token the page; without, what to do about it. */
export function App({ token }: { readonly token: string | undefined }) {
  const [isLost, setLost] = useState(false)
  const [lang, setLang] = useLang()
  const [theme, setTheme] = useTheme()
  const api = useMemo(() => {
    if (token === undefined) return undefined
    return createApi(token, () => {
      forgetToken()
      setLost(true)
    })
  }, [token])
  const settings = { lang, setLang, theme, setTheme }
  if (!api || isLost) return <NoToken isLost={isLost} settings={settings} />
  return <Shell api={api} settings={settings} />
}
