import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { sandboxNotReady, sandboxStartFailed } from '../../errors/catalog/sandbox.ts'
import { findSandbox, type RunningOne } from '../../sandbox/attach.ts'
import { makeFolder } from '../../system/folder.ts'

/** Set for the process in the background: it prints its first line and then trouble only, so that its log stays small. */
export const DETACHED = 'INTEG_SANDBOX_DETACHED'
const PATIENCE_SECONDS = 20
/**
 * Room, in MB, for what the last exchanges hold: they die here, instead of being moved to where only a full collection
 * finds them, which costs a busy sandbox a tenth of its time.
 */
const YOUNG_GENERATION = ['--max-semi-space-size=32', '--min-semi-space-size=16']

/** Starts the same program in a process of its own, which outlives this one, and waits until it answers. */
export async function startDetached(ctx: CommandContext, input: CommandInput, folder: string): Promise<RunningOne> {
  makeFolder(folder, 0o700)
  const log = join(folder, 'sandbox.log')
  const output = openSync(log, 'w', 0o600)
  const bin = join(ctx.paths.packageRoot, 'bin', 'integ.cjs')
  const args = ['sandbox', 'start', '--json', '--state', folder, ...passedOn(input)]
  const child = spawn(process.execPath, [...YOUNG_GENERATION, bin, ...args], {
    cwd: ctx.cwd,
    env: { ...ctx.env, [DETACHED]: '1' },
    detached: true,
    stdio: ['ignore', output, output],
    windowsHide: true,
  })
  closeSync(output)
  let over = false
  child.once('exit', () => (over = true))
  child.once('error', () => (over = true))
  child.unref()
  const http = await ctx.http()
  const patience = Date.now() + PATIENCE_SECONDS * 1000
  while (Date.now() < patience) {
    const isOver = over
    const running = await findSandbox(folder, http, ctx.signal)
    if (running) return running
    if (isOver) throw sandboxStartFailed({ log, said: saidIn(log, ctx.lang) })
    await sleep(40, undefined, { signal: ctx.signal })
  }
  throw sandboxNotReady({ state: folder, seconds: PATIENCE_SECONDS })
}

function passedOn({ options }: CommandInput): string[] {
  const value = (flag: string, given: string | undefined): string[] => (given === undefined ? [] : [flag, given])
  const connectors = (options['connector'] as string[] | undefined) ?? []
  return [
    ...value('--port', options['port'] as string | undefined),
    ...value('--seed', options['seed'] as string | undefined),
    ...value('--at', options['at'] as string | undefined),
    ...(options['memory'] === true ? ['--memory'] : []),
    ...(options['allowRemote'] === true ? ['--allow-remote'] : []),
    ...connectors.flatMap((id) => value('--connector', id)),
  ]
}

/** The message of the error document that the process left; else its last line. */
function saidIn(log: string, lang: 'en' | 'zh'): string {
  const last = readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? ''
  try {
    const { error } = JSON.parse(last) as { error?: { message?: unknown } }
    const message = error?.message
    if (typeof message === 'string') return message
    const both = message as Partial<Record<'en' | 'zh', string>> | undefined
    return both?.[lang] ?? last
  } catch {
    return last
  }
}
