import type { Text } from '../text/text.ts'
import type { CommandContext } from './context.ts'

export interface CommandInput {
  /** Positional arguments as given; a variadic one is the rest. */
  readonly args: readonly string[]
  /** Options by camelCase name, those of `cli/options.ts` left out: they are in the context. */
  readonly options: Readonly<Record<string, unknown>>
  /** Everything behind `--`, untouched. */
  readonly rest: readonly string[]
}

export interface ArgumentSpec {
  readonly name: string
  readonly summary: Text
  readonly required?: boolean
  readonly variadic?: boolean
}

export interface OptionSpec {
  /** commander's form: `--port <number>`, `-v, --verbose`, `--no-install`. */
  readonly flags: string
  readonly summary: Text
  readonly choices?: readonly string[]
  /** May be given more than once. */
  readonly repeatable?: boolean
}

export interface ExampleSpec {
  readonly command: string
  readonly summary: Text
}

/** The jobs by which `integ --help` groups commands. */
export type CommandGroup = 'start' | 'call' | 'events' | 'sandbox' | 'quality' | 'credentials' | 'settings'

export type RunCommand = (ctx: CommandContext, input: CommandInput) => Promise<number | void>

/** What a command is: data, cheap to import. What it does is behind `load`. */
export interface CommandSpec {
  readonly name: string
  readonly summary: Text
  /** More than a line, shown under the usage of its own help. */
  readonly description?: Text
  readonly group?: CommandGroup
  readonly args?: readonly ArgumentSpec[]
  readonly options?: readonly OptionSpec[]
  readonly examples?: readonly ExampleSpec[]
  readonly subcommands?: readonly CommandSpec[]
  readonly hidden?: boolean
  readonly load?: () => Promise<{ readonly run: RunCommand }>
}

export function defineCommand(spec: CommandSpec): CommandSpec {
  return spec
}
