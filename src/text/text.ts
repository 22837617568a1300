/**
 * Everything a person reads is written in both languages at the place where it is said,
 * so that a missing translation does not compile and a reviewer sees the pair.
 */
export interface Text {
  readonly en: string
  readonly zh: string
}
export type Lang = keyof Text

export function pick(text: Text, lang: Lang): string {
  return text[lang]
}

/** `--lang`, then `INTEG_LANG`, then the locale variables in POSIX order; anything Chinese gives `zh`, the rest `en`. */
export function chooseLang(flag: string | undefined, env: Readonly<Record<string, string | undefined>>): Lang {
  const wish = flag || env['INTEG_LANG'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || env['LANGUAGE'] || ''
  return /^zh/i.test(wish) ? 'zh' : 'en'
}
