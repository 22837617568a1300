import { chooseLang, type Lang } from '../text/text.ts'
import { IntegError } from '../errors/integ-error.ts'
import { invalidValue } from '../errors/catalog/usage.ts'
import { createRedactor } from '../profiles/redact.ts'
import { createIo, type Streams } from '../ui/terminal.ts'
import type { Io } from '../ui/io.ts'
import type { CommandSpec } from './command.ts'
import type { Env, GlobalOptions, PortOverrides } from './context.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { peekOptions } from './options.ts'
import { createProgram, type Parsed } from './program.ts'

export interface CliRun {
  readonly argv: readonly string[]
  readonly specs: readonly CommandSpec[]
  readonly version: string
  readonly cwd: string
  readonly env: Env
  readonly streams: Streams
  readonly signal: AbortSignal
  readonly overrides?: PortOverrides
}

/** Shared options without a value; they may stand before `--version`. */
const SWITCHES = new Set(['--json', '--quiet', '--trace', '--yes'])

/** Parse, run, catch, render. Returns the exit code; the only catch that ends a run. */
export async function runCli(run: CliRun): Promise<number> {
  const peeked = peekOptions(run.argv)
  const lang = chooseLang(peeked.lang, run.env)
  const redactor = createRedactor()
  const io = createIo(run.streams, { lang, json: peeked.json, quiet: peeked.quiet, env: run.env, redactor })
  let code = 0
  let help = ''
  try {
    const first = run.argv.find((word) => !SWITCHES.has(word))
    if (first === '--version' || first === '-V') {
      if (peeked.json) io.document({ name: 'create-integration', integ: run.version })
      else io.out(run.version)
      return 0
    }
    checkLang(peeked.lang)
    // Of a command that is named first, nobody will ask for the others.
    const named = run.specs.filter(({ name }) => name === run.argv[0])
    const program = createProgram(named.length > 0 ? named : run.specs, {
      lang,
      color: io.color,
      columns: io.columns,
      write: (text) => void (help += text),
      onCommand: async (parsed) => {
        code = await runCommand(parsed, run, { lang, io, redactor })
      },
    })
    const argv = run.argv.length === 0 ? ['--help'] : run.argv
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    // commander asks to end after it has printed help.
    if (!isHelpShown(error)) return renderFailure(error, { io, lang, trace: peeked.trace })
    if (peeked.json) io.document({ help })
    else io.write(help)
    return 0
  }
}

async function runCommand(
  parsed: Parsed,
  run: CliRun,
  made: { lang: Lang; io: Io; redactor: ReturnType<typeof createRedactor> },
): Promise<number> {
  const [{ createContext }, handler] = await Promise.all([import('./context.ts'), parsed.spec.load?.()])
  if (!handler) return 0
  const closers: (() => Promise<void> | void)[] = []
  const ctx = await createContext({
    defer: (close) => void closers.push(close),
    version: run.version,
    specs: run.specs,
    cwd: run.cwd,
    env: run.env,
    lang: made.lang,
    options: globalOptions(parsed.shared, run.env),
    io: made.io,
    redactor: made.redactor,
    signal: run.signal,
    overrides: run.overrides ?? {},
  })
  try {
    return (await handler.run(ctx, parsed.input)) ?? 0
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}

function globalOptions(shared: Readonly<Record<string, unknown>>, env: Env): GlobalOptions {
  const environment = (shared['env'] as string | undefined) ?? env['INTEG_ENV']
  if (environment !== undefined && !['local', 'sandbox', 'production'].includes(environment))
    throw invalidValue({
      name: shared['env'] === undefined ? 'INTEG_ENV' : '--env',
      value: environment,
      expected: { en: 'one of local, sandbox, production', zh: 'local、sandbox、production 之一' },
    })
  return {
    json: shared['json'] === true,
    quiet: shared['quiet'] === true,
    trace: shared['trace'] === true,
    yes: shared['yes'] === true,
    profile: shared['profile'] as string | undefined,
    environment: environment as GlobalOptions['environment'],
  }
}

function checkLang(flag: string | undefined): void {
  if (flag !== undefined && !/^(en|zh)([-_].*)?$/i.test(flag))
    throw invalidValue({ name: '--lang', value: flag, expected: { en: 'en or zh-CN', zh: 'en 或 zh-CN' } })
}

async function renderFailure(error: unknown, given: { io: Io; lang: Lang; trace: boolean }): Promise<number> {
  const { toIntegError } = await import('../errors/wrap.ts')
  const known = error instanceof IntegError ? error : toIntegError(error)
  const { errorDocument, renderError } = await import('../ui/render/error.ts')
  if (given.io.json) given.io.document(errorDocument(known, given.lang, given.trace))
  else given.io.error(renderError(known, { lang: given.lang, color: given.io.errColor, trace: given.trace }))
  return EXIT_CODES[known.category]
}

function isHelpShown(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code
  return code === 'commander.helpDisplayed' || code === 'commander.help'
}
