import { spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { readdirSync, readFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { bin, cleanEnv, freshHome } from './bin.ts'

export interface TerminalSetup {
  readonly cwd?: string
  readonly home?: string
  readonly env?: Readonly<Record<string, string>>
  readonly columns?: number
  readonly rows?: number
  readonly program?: string
  readonly limitMs?: number
}

/** A program in a terminal, as a person meets it. */
export interface TerminalRun {
  readonly pid: number
  /** Everything that was written, with its escape sequences. */
  raw(): string
  /** The lines that stand on the screen and above it, wide characters as one, without the blank end. */
  lines(): Promise<readonly string[]>
  /** Lines that the terminal had to break, because they are wider than it. */
  wrapped(): Promise<readonly string[]>
  /** Whether the cursor can be seen. */
  cursorShown(): boolean
  /** Cells from the left edge to the first place where `text` stands; -1 when it does not. */
  columnOf(text: string): Promise<number>
  /** Waits until the screen matches; rejects with the screen when the program ends or takes too long. */
  shows(text: string | RegExp): Promise<void>
  type(keys: string): void
  readonly ended: Promise<number>
}

export const CTRL_C = '\u0003'
export const ENTER = '\r'
export const DOWN = '\u001b[B'

/** `integ` itself, or another program of the package. */
export function inTerminal(argv: readonly string[], setup: TerminalSetup = {}): TerminalRun {
  return startTerminal(process.execPath, [setup.program ?? bin, ...argv], setup)
}

/** A terminal that reports this size, 0 too, which no terminal library can be asked for. */
export function inSize(columns: number, rows: number, argv: readonly string[], setup: TerminalSetup = {}): TerminalRun {
  const script = 'stty cols "$0" rows "$1" && shift && exec "$@"'
  return startTerminal(
    'bash',
    ['-c', script, `${columns}`, `${rows}`, process.execPath, setup.program ?? bin, ...argv],
    setup,
  )
}

export function startTerminal(file: string, args: readonly string[], setup: TerminalSetup = {}): TerminalRun {
  const home = setup.home ?? freshHome()
  const [cols, rows] = [setup.columns ?? 80, setup.rows ?? 24]
  const child = spawn(file, [...args], {
    cols,
    rows,
    cwd: setup.cwd ?? home,
    env: cleanEnv(home, { TERM: 'xterm-256color', ...setup.env }),
  })
  const screen = new xterm.Terminal({ cols, rows, scrollback: 2000, allowProposedApi: true })
  // A terminal answers questions about itself; text from outside must not be able to ask them.
  screen.onData((answer) => child.write(answer))
  let raw = ''
  let code: number | undefined
  const waiting = new Set<() => void>()
  child.onData((data) => {
    raw += data
    screen.write(data, () => waiting.forEach((look) => look()))
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), setup.limitMs ?? 15_000)
  const ended = new Promise<number>((resolve) =>
    child.onExit(({ exitCode, signal }) => {
      clearTimeout(timer)
      code = signal ? 128 + signal : exitCode
      screen.write('', () => waiting.forEach((look) => look()))
      resolve(code)
    }),
  )
  onTestFinished(() => {
    if (code === undefined) child.kill('SIGKILL')
    screen.dispose()
  })

  const rowsNow = () => {
    const { active } = screen.buffer
    return Array.from({ length: active.length }, (_, at) => active.getLine(at)).filter((line) => line !== undefined)
  }
  const text = () => rowsNow().map((line) => line.translateToString(true))
  const drawn = () => new Promise<void>((resolve) => screen.write('', resolve))

  return {
    pid: child.pid,
    raw: () => raw,
    ended,
    async lines() {
      await drawn()
      const all = text()
      return all.slice(0, all.findLastIndex((line) => line !== '') + 1)
    },
    async wrapped() {
      await drawn()
      const { active } = screen.buffer
      return text().filter((_, at) => active.getLine(at + 1)?.isWrapped)
    },
    cursorShown: () => raw.lastIndexOf('\u001b[?25h') >= raw.lastIndexOf('\u001b[?25l'),
    async columnOf(wanted) {
      await drawn()
      for (const line of rowsNow()) {
        const at = line.translateToString(true).indexOf(wanted)
        if (at < 0) continue
        // Characters before it, counted in cells: a wide one takes two.
        for (let cell = 0, seen = 0; cell < cols; cell++) {
          if (seen === at && line.getCell(cell)?.getWidth() !== 0) return cell
          seen += line.getCell(cell)?.getWidth() === 0 ? 0 : line.getCell(cell)?.getChars().length || 1
        }
      }
      return -1
    },
    shows(wanted) {
      const isThere = () => {
        const whole = text().join('\n')
        return typeof wanted === 'string' ? whole.includes(wanted) : wanted.test(whole)
      }
      return new Promise((resolve, reject) => {
        const look = () => {
          if (!isThere() && code === undefined) return
          waiting.delete(look)
          if (isThere()) resolve()
          else
            reject(new TypeError(`ended with ${code} before ${String(wanted)} came:\n${text().join('\n').trimEnd()}`))
        }
        waiting.add(look)
        look()
      })
    },
    type: (keys) => child.write(keys),
  }
}

/** Processes that were started with this home and still run. */
export function processesOf(home: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && environmentOf(pid).includes(`HOME=${home}\0`))
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8')
  } catch {
    return ''
  }
}
