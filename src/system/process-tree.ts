import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

// Ends a command with everything that it started: its group when it leads one, and its descendants of other groups.

interface ProcessLine {
  readonly pid: number
  readonly parent: number
  readonly group: number
}

export interface EndOptions {
  /** The command leads a process group of its own. */
  readonly leads: boolean
  readonly signal: NodeJS.Signals
  /** Until the signal is passed on: a terminal has sent it to the command already, and twice means "at once" to many. */
  readonly patienceMs: number
  /** From then until SIGKILL. */
  readonly graceMs: number
  /** Set off: SIGKILL now. */
  readonly hurry?: AbortSignal | undefined
}

const LOOK_EVERY_MS = 40
const KILLED_MS = 1000

/** Resolves when nothing of it is left, at the latest a second after SIGKILL. */
export async function endTree(root: number, options: EndOptions): Promise<void> {
  const { leads, hurry } = options
  // Remembered: a child whose parent has ended belongs to nobody that could be found later.
  const known = new Map<number, ProcessLine>()
  const left = (): readonly ProcessLine[] => {
    const lines = listProcesses()
    const seen = new Map(lines.map((line) => [line.pid, line]))
    for (const [pid, { group }] of known) if (seen.get(pid)?.group !== group) known.delete(pid)
    for (let before = -1; before !== known.size;) {
      before = known.size
      for (const line of lines)
        if (line.pid === root || known.has(line.parent) || (leads && line.group === root)) known.set(line.pid, line)
    }
    return [...known.values()]
  }
  const tell = (signal: NodeJS.Signals): void => {
    const rest = left()
    if (leads) send(-root, signal)
    for (const { pid, group } of rest) if (!leads || group !== root) send(pid, signal)
  }
  const gone = async (withinMs: number): Promise<boolean> => {
    for (const end = Date.now() + withinMs; ; await sleep(LOOK_EVERY_MS)) {
      if (left().length === 0) return true
      if (Date.now() >= end || hurry?.aborted === true) return false
    }
  }
  if (process.platform === 'win32') return endOnWindows(root)
  const kill = (): void => tell('SIGKILL')
  // At once and not by the next look: the one who hurries does not live to see it.
  hurry?.addEventListener('abort', kill, { once: true })
  try {
    if (options.patienceMs > 0 && (await gone(options.patienceMs))) return
    tell(options.signal)
    if (await gone(options.graceMs)) return
    kill()
    for (const end = Date.now() + KILLED_MS; left().length > 0 && Date.now() < end;) await sleep(LOOK_EVERY_MS)
  } finally {
    hurry?.removeEventListener('abort', kill)
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Already gone.
  }
}

/** Every process that has not ended; one that ended and was not collected yet is left out. */
function listProcesses(): readonly ProcessLine[] {
  try {
    return process.platform === 'linux' ? fromProc() : fromPs()
  } catch {
    return []
  }
}

function fromProc(): readonly ProcessLine[] {
  const lines: ProcessLine[] = []
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      // The name of the program may hold spaces and brackets.
      const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (state !== 'Z' && state !== 'X')
        lines.push({ pid: Number(name), parent: Number(parent), group: Number(group) })
    } catch {
      // Ended while we looked.
    }
  }
  return lines
}

function fromPs(): readonly ProcessLine[] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8' })
  return text.split('\n').flatMap((line) => {
    const [pid, parent, group, state] = line.trim().split(/\s+/)
    return pid && state && !state.startsWith('Z')
      ? [{ pid: Number(pid), parent: Number(parent), group: Number(group) }]
      : []
  })
}

function endOnWindows(root: number): void {
  try {
    execFileSync('taskkill', ['/pid', String(root), '/T', '/F'], { stdio: 'ignore' })
  } catch {
    // Already gone.
  }
}
