import type { Lang, Text } from '../text/text.ts'
import type { Redactor } from '../profiles/redact.ts'
import { inputTooLarge } from '../errors/catalog/terminal.ts'
import { escapeControls } from '../text/escape.ts'
import type { Io } from './io.ts'

/** The two streams and what is known of them. `system()` in run.ts fills it from the process, tests from memory. */
export interface Streams {
  readonly stdout: { write(text: string | Uint8Array): unknown; readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean }
  readonly stdin: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean }
}

export interface IoSettings {
  readonly lang: Lang
  readonly json: boolean
  readonly quiet: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly redactor: Redactor
}

const STDIN_LIMIT = 10_000_000
const DEFAULT_COLUMNS = 80

export function createIo(streams: Streams, settings: IoSettings): Io {
  const { env, redactor, quiet } = settings
  const stdoutTty = streams.stdout.isTTY === true
  const stderrTty = streams.stderr.isTTY === true
  // The same document: what is made visible is written as JSON writes it.
  const json = (text: string) => (stdoutTty ? escapeControls(text) : text)
  const write = (text: string) => void streams.stdout.write(redactor.mask(text))
  const err = (line = '') => {
    if (!quiet) streams.stderr.write(`${redactor.mask(line)}\n`)
  }
  return {
    lang: settings.lang,
    stdoutTty,
    stderrTty,
    interactive: streams.stdin.isTTY === true && stderrTty && !env['CI'] && !settings.json && env['TERM'] !== 'dumb',
    color: !settings.json && wantsColor(env, stdoutTty),
    errColor: wantsColor(env, stderrTty),
    columns: streams.stdout.columns || DEFAULT_COLUMNS,
    json: settings.json,
    quiet,
    write,
    bytes: (bytes) => void streams.stdout.write(bytes),
    out: (line = '') => write(`${line}\n`),
    err,
    error: (text) => void streams.stderr.write(`${redactor.mask(text)}\n`),
    say: (text: Text) => err(escapeControls(text[settings.lang])),
    document: (value) => write(`${json(JSON.stringify({ version: 1, ...value }, null, stdoutTty ? 2 : 0))}\n`),
    event: (value) => write(`${json(JSON.stringify(value))}\n`),
    readStdin: (limit = STDIN_LIMIT) => readAll(streams.stdin, limit),
  }
}

/** https://no-color.org, https://force-color.org, TERM=dumb. */
export function wantsColor(env: Readonly<Record<string, string | undefined>>, tty: boolean): boolean {
  if (env['NO_COLOR']) return false
  const force = env['FORCE_COLOR']
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false'
  return tty && env['TERM'] !== 'dumb'
}

async function readAll(stdin: AsyncIterable<Uint8Array | string>, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk)
    size += bytes.byteLength
    if (size > limit) throw inputTooLarge({ limit })
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}
