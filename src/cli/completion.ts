import { RootCommand, script, type Command } from '@bomb.sh/tab'
import type { Lang } from '../text/text.ts'
import type { CommandSpec, OptionSpec } from './command.ts'
import { BASH } from './completion-bash.ts'
import { SHARED_OPTIONS } from './options.ts'

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof SHELLS)[number]

/** The script that a shell loads; it asks `integ complete -- <words>` for every TAB. */
export function completionScript(shell: Shell): string {
  return shell === 'bash' ? BASH : captured(() => script(shell, 'integ', 'integ'))
}

/** The lines that answer one TAB: `value<TAB>description`, then `:directive`. */
export function completions(
  specs: readonly CommandSpec[],
  words: readonly string[],
  given: { readonly lang: Lang; readonly operations: readonly { readonly id: string; readonly summary: string }[] },
): string {
  const root = new RootCommand()
  const add = (spec: CommandSpec, path: string): void => {
    if (spec.hidden) return
    const name = `${path}${spec.name}`
    const command = root.command(name, spec.summary[given.lang])
    for (const option of [...(spec.options ?? []), ...SHARED_OPTIONS]) addOption(command, option, given.lang)
    for (const argument of spec.args ?? [])
      command.argument(
        argument.name,
        (complete) => {
          if (argument.name === 'operation') for (const { id, summary } of given.operations) complete(id, summary)
          if (argument.name === 'shell') for (const shell of SHELLS) complete(shell, shell)
        },
        argument.variadic === true,
      )
    for (const sub of spec.subcommands ?? []) add(sub, `${name} `)
  }
  for (const spec of specs) add(spec, '')
  return captured(() => root.parse([...words]))
}

function addOption(command: Command, option: OptionSpec, lang: Lang): void {
  const [short, long] = [/(?:^|\s)-(\w)\b/.exec(option.flags)?.[1], /--([\w-]+)/.exec(option.flags)?.[1]]
  if (long === undefined) return
  const takesValue = option.flags.includes('<')
  if (!takesValue) {
    command.option(long, option.summary[lang], short ?? '')
    return
  }
  command.option(
    long,
    option.summary[lang],
    (complete) => {
      const values =
        option.choices ?? (long === 'env' ? ['local', 'sandbox', 'production'] : long === 'lang' ? ['en', 'zh-CN'] : [])
      for (const value of values) complete(value, '')
    },
    short,
  )
}

/** The library prints; whoever calls it here wants the text. */
function captured(print: () => void): string {
  const lines: string[] = []
  const { log } = console
  console.log = (...words: unknown[]) => void lines.push(words.join(' '))
  try {
    print()
  } finally {
    console.log = log
  }
  return lines.join('\n')
}
