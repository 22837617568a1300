import { readFileSync } from 'node:fs'

/**
 * When a process started, in the kernel's ticks, so that a process id that is used again is not taken for the process
 * that had it before. Only Linux tells it cheaply; undefined elsewhere, and for what has ended.
 */
export function processStart(pid: number): string | undefined {
  const stat = statOf(pid)
  return stat?.hasEnded === true ? undefined : stat?.start
}

/** One that has ended keeps its id until its parent asks; in a container whose first process never does, for good. */
function statOf(pid: number): { readonly hasEnded: boolean; readonly start: string | undefined } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program stands in parentheses and may hold blanks; field 3 is the state, field 22 the start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { hasEnded: /^[ZX]$/.test(fields[0] ?? ''), start: fields[19] }
  } catch {
    return undefined
  }
}

export function isAlive(pid: number, started: string | undefined): boolean {
  // To the system, these are groups of processes.
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const stat = statOf(pid)
  if (stat?.hasEnded === true) return false
  return started === undefined || (stat?.start ?? started) === started
}
