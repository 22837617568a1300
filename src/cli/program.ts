import { Command, Help, Option, Argument } from 'commander'
import {
  excessArguments,
  missingArgument,
  missingOptionValue,
  unknownCommand,
  unknownOption,
  invalidValue,
} from '../errors/catalog/usage.ts'
import type { Lang, Text } from '../text/text.ts'
import { displayWidth, wrapText } from '../text/width.ts'
import type { CommandInput, CommandSpec, OptionSpec } from './command.ts'
import { GROUPS } from './groups.ts'
import { nearest } from '../text/nearest.ts'
import { SHARED_NAMES, SHARED_OPTIONS } from './options.ts'

export interface Parsed {
  readonly spec: CommandSpec
  readonly path: string
  readonly input: CommandInput
  readonly shared: Readonly<Record<string, unknown>>
}

export interface ProgramOptions {
  readonly lang: Lang
  readonly color: boolean
  readonly columns: number
  readonly write: (text: string) => void
  readonly onCommand: (parsed: Parsed) => Promise<void>
}

/** Static specs → a commander tree. Running a command is the caller's business. */
export function createProgram(specs: readonly CommandSpec[], options: ProgramOptions): Command {
  const program = new SpecCommand('integ', options)
  program
    .description(
      say(options, {
        en: 'One developer toolchain for every open platform: make an integration, call APIs, receive events, find out what is wrong.',
        zh: '面向所有开放平台的开发者工具：创建集成、调用接口、接收事件、定位问题。',
      }),
    )
    .usage(say(options, { en: '<command> [options]', zh: '<命令> [选项]' }))
  // Listed behind the commands: what one can do comes first.
  for (const option of SHARED_OPTIONS) program.addOption(toOption(option, options).hideHelp())
  program.helpOption('-h, --help', '')
  program.configureHelp({ ...program.configureHelp(), visibleOptions: () => [] })
  for (const spec of specs) program.addCommand(toCommand(spec, 'integ', options), { hidden: spec.hidden === true })
  program.addHelpText('after', () => afterCommands(options))
  return program
}

const OWN_OPTIONS: readonly OptionSpec[] = [
  { flags: '-h, --help', summary: { en: 'help, of integ or of a command', zh: '显示 integ 或某个命令的帮助' } },
  { flags: '--version', summary: { en: 'print the version', zh: '显示版本号' } },
]

function afterCommands(options: ProgramOptions): string {
  const style = headingStyle(options.color)
  const rows = [...SHARED_OPTIONS, ...OWN_OPTIONS].map(
    ({ flags, summary }) => `  ${flags.padEnd(27)}  ${say(options, summary)}`,
  )
  return [
    '',
    style(say(options, { en: 'Options of every command:', zh: '每个命令都有的选项：' })),
    ...rows,
    '',
    style(say(options, { en: 'Start here:', zh: '从这里开始：' })),
    '  npx create-integration my-shop --template alipay-payment',
    '  integ call alipay.trade.precreate out_trade_no=T1 total_amount=88 subject=Tea',
  ].join('\n')
}

const say = (options: ProgramOptions, text: Text) => text[options.lang]
const heading = (options: ProgramOptions, text: Text) => say(options, { en: `${text.en}:`, zh: `${text.zh}：` })

function toCommand(spec: CommandSpec, parent: string, options: ProgramOptions): SpecCommand {
  const path = `${parent} ${spec.name}`
  const command = new SpecCommand(spec.name, options, spec, path)
  command.summary(say(options, spec.summary)).description(say(options, spec.description ?? spec.summary))
  if (spec.group) command.helpGroup(heading(options, GROUPS[spec.group]))
  for (const argument of spec.args ?? []) {
    const name = argument.variadic ? `${argument.name}...` : argument.name
    const declared = argument.required ? `<${name}>` : `[${name}]`
    command.addArgument(new Argument(declared, say(options, argument.summary)))
  }
  for (const option of spec.options ?? []) command.addOption(toOption(option, options, path))
  for (const option of SHARED_OPTIONS) command.addOption(toOption(option, options, path).hideHelp())
  for (const sub of spec.subcommands ?? [])
    command.addCommand(toCommand(sub, path, options), { hidden: sub.hidden === true })
  if (spec.examples) command.addHelpText('after', () => examplesOf(spec, options))
  command.addHelpText('after', () => sharedLine(options))
  if (spec.load) command.action(async () => options.onCommand(parsedOf(spec, path, command)))
  return command
}

function toOption(spec: OptionSpec, options: ProgramOptions, command = 'integ'): Option {
  const option = new Option(spec.flags, say(options, spec.summary))
  const choices = spec.choices
  const check = (value: string) => {
    if (choices && !choices.includes(value))
      throw invalidValue({
        name: option.long ?? spec.flags,
        value,
        expected: { en: `one of ${choices.join(', ')} (${command})`, zh: `${choices.join('、')} 之一（${command}）` },
      })
    return value
  }
  if (spec.repeatable)
    option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), check(value)])
  else if (choices) option.argParser(check)
  return option
}

function parsedOf(spec: CommandSpec, path: string, command: Command): Parsed {
  const all = command.optsWithGlobals()
  const own = { ...all }
  const shared: Record<string, unknown> = {}
  for (const name of SHARED_NAMES) {
    shared[name] = all[name]
    delete own[name]
  }
  const raw = command.parent ? rawRest(command) : []
  const args = command.args.slice(0, command.args.length - raw.length)
  return { spec, path, input: { args, options: own, rest: raw }, shared }
}

/** What stood behind `--` on the line; commander folds it into the operands. */
function rawRest(command: Command): readonly string[] {
  let root: Command = command
  while (root.parent) root = root.parent
  const argv = (root as unknown as { rawArgs: string[] }).rawArgs
  const at = argv.indexOf('--')
  return at < 0 ? [] : argv.slice(at + 1)
}

function examplesOf(spec: CommandSpec, options: ProgramOptions): string {
  const style = headingStyle(options.color)
  const lines = (spec.examples ?? []).flatMap((example) => [
    `  ${example.command}`,
    `      ${say(options, example.summary)}`,
  ])
  return `\n${style(say(options, { en: 'Examples:', zh: '示例：' }))}\n${lines.join('\n')}`
}

function sharedLine(options: ProgramOptions): string {
  const flags = SHARED_OPTIONS.map((option) => option.flags.split(' ')[0]).join(' ')
  return `\n${say(options, { en: 'Also:', zh: '通用选项：' })} ${flags}`
}

const headingStyle = (color: boolean) => (text: string) => (color ? `\u001b[1m${text}\u001b[22m` : text)

/** commander with our errors, our help texts and no way to end the process. */
class SpecCommand extends Command {
  readonly #options: ProgramOptions
  readonly #path: string
  readonly #spec: CommandSpec | undefined

  constructor(name: string, options: ProgramOptions, spec?: CommandSpec, path = name) {
    super(name)
    this.#options = options
    this.#path = path
    this.#spec = spec
    this.exitOverride()
    this.allowExcessArguments(false)
    this.showHelpAfterError(false)
    this.helpOption('-h, --help', say(options, { en: 'show help', zh: '显示帮助' }))
    if (!spec || spec.subcommands)
      this.addHelpCommand(
        new Command('help')
          .argument('[command]')
          .summary(say(options, { en: 'show help for a command', zh: '显示某个命令的帮助' }))
          .helpGroup(spec ? '' : heading(options, GROUPS.settings)),
      )
    this.configureOutput({
      writeOut: options.write,
      writeErr: options.write,
      getOutHelpWidth: () => Math.max(60, Math.min(options.columns, 100)),
      getOutHasColors: () => options.color,
      outputError: () => undefined,
    })
    this.configureHelp({ styleTitle: headingStyle(options.color), visibleGlobalOptions: () => [] })
  }

  override createHelp(): Help {
    return Object.assign(new LocalisedHelp(this.#options.lang), this.configureHelp())
  }

  unknownOption(flag: string): void {
    const known = this.options.map((option) => option.long ?? '').filter(Boolean)
    throw unknownOption({ flag, command: this.#path, nearest: nearest(flag, known) })
  }

  unknownCommand(): void {
    const name = this.args[0] ?? ''
    const known = this.commands.map((command) => command.name())
    throw unknownCommand({ name, parent: this.#path, nearest: nearest(name, known) })
  }

  missingArgument(name: string): void {
    throw missingArgument({ name, command: this.#path, example: this.#spec?.examples?.[0]?.command })
  }

  optionMissingArgument(option: Option): void {
    throw missingOptionValue({ flag: option.flags, command: this.#path })
  }

  _excessArguments(received: readonly string[]): void {
    // `commands`: a group such as `profile` was given a name it does not know.
    if (this.commands.length > 0) return this.unknownCommand()
    throw excessArguments({ extra: received.at(-1) ?? '', command: this.#path })
  }
}

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
}

const localUsage = (usage: string) => usage.replace('[options]', '[选项]').replace('[command]', '[子命令]')

/** commander's help in the user's language, with Chinese text measured and broken as it stands in a terminal. */
class LocalisedHelp extends Help {
  readonly #lang: Lang
  constructor(lang: Lang) {
    super()
    this.#lang = lang
  }
  /** Without `[options]` on every line: each command has some. */
  override subcommandTerm(command: Command): string {
    const operands = command.registeredArguments.map((argument) => {
      const name = argument.name() + (argument.variadic ? '...' : '')
      return argument.required ? `<${name}>` : `[${name}]`
    })
    return [command.name(), ...operands].join(' ')
  }
  override displayWidth(text: string): number {
    return displayWidth(text)
  }
  override boxWrap(text: string, width: number): string {
    return width < this.minWidthToWrap ? text : wrapText(text, width)
  }
  override formatHelp(command: Command, helper: Help): string {
    const text = super.formatHelp(command, helper)
    if (this.#lang === 'en') return text
    const titled = text.replace(
      /^((?:\u001b\[1m)?)(Usage:|Arguments:|Options:|Commands:)/gm,
      (_, start: string, title: string) => start + (TITLES[title] ?? title),
    )
    // A full-width colon brings its own blank.
    return titled.replace(
      /^(.*用法：(?:\u001b\[22m)?) (.*)$/m,
      (_, title: string, usage: string) => title + localUsage(usage),
    )
  }
}
