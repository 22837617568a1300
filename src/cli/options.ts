import type { OptionSpec } from './command.ts'

/** Options that every command takes, wherever they stand on the line. */
export const SHARED_OPTIONS: readonly OptionSpec[] = [
  { flags: '--json', summary: { en: 'one JSON document on stdout', zh: '在标准输出给出一个 JSON 文档' } },
  { flags: '--lang <lang>', summary: { en: 'language of messages: en or zh-CN', zh: '消息语言：en 或 zh-CN' } },
  { flags: '--quiet', summary: { en: 'only results and errors', zh: '只输出结果与错误' } },
  { flags: '--trace', summary: { en: 'show the stack of an error', zh: '出错时显示调用栈' } },
  { flags: '--yes', summary: { en: 'take the default of every question', zh: '所有提问都采用默认值' } },
  { flags: '--profile <name>', summary: { en: 'use this saved credential', zh: '使用指定的已保存凭证' } },
  { flags: '--env <environment>', summary: { en: 'local, sandbox or production', zh: 'local、sandbox 或 production' } },
]

export const SHARED_NAMES = ['json', 'lang', 'quiet', 'trace', 'yes', 'profile', 'env'] as const

/** Read before commander runs, because an error of the command line itself has to honour them. */
export function peekOptions(argv: readonly string[]): {
  json: boolean
  quiet: boolean
  trace: boolean
  lang: string | undefined
} {
  const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  const at = own.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const word = own[at]
  const lang = word === undefined ? undefined : word === '--lang' ? own[at + 1] : word.slice('--lang='.length)
  return { json: own.includes('--json'), quiet: own.includes('--quiet'), trace: own.includes('--trace'), lang }
}
