import { setTimeout as sleep } from 'node:timers/promises'
import type { RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { sandboxStillRunning } from '../../errors/catalog/sandbox.ts'
import { IntegError } from '../../errors/integ-error.ts'
import { findSandbox } from '../../sandbox/attach.ts'
import type { SandboxClient } from '../../sandbox/client.ts'
import { isHeld } from '../../sandbox/lock.ts'
import { isAlive } from '../../system/process-identity.ts'
import { readPublished } from '../../sandbox/published.ts'
import { placeOf } from './place.ts'

const PATIENCE_MS = 5_000
const EXIT_MS = 1_000

/**
 * Stopping what does not run is no failure: afterwards none runs, which is what was asked for. One that no longer
 * answers but keeps the folder is waited for a moment; then the error names its process.
 */
export const run: RunCommand = async (ctx, input) => {
  const folder = placeOf(ctx, input)
  const patience = Date.now() + PATIENCE_MS
  const running = await findSandbox(folder, await ctx.http(), ctx.signal)
  const pid = running?.published.pid ?? holderOf(folder)
  if (pid === undefined) {
    if (ctx.io.json) ctx.io.document({ stopped: false, state: folder })
    else ctx.io.out(ctx.lang === 'zh' ? `${folder} 上没有正在运行的沙箱。` : `No sandbox runs on ${folder}.`)
    return 0
  }
  if (running) await ask(ctx, running.client)
  const announced = () => running !== undefined && readPublished(folder)?.pid === pid && isAlive(pid, undefined)
  while (isHeld(folder, pid) || announced()) {
    if (Date.now() > patience) throw sandboxStillRunning({ pid })
    await sleep(20, undefined, { signal: ctx.signal })
  }
  // The port and the folder are free; the process itself needs a moment more.
  const last = Date.now() + EXIT_MS
  while (pid !== process.pid && isAlive(pid, undefined) && Date.now() < last)
    await sleep(10, undefined, { signal: ctx.signal })
  if (ctx.io.json) ctx.io.document({ stopped: true, pid, state: folder })
  else ctx.io.out(ctx.lang === 'zh' ? `沙箱已停止（进程 ${pid}）。` : `The sandbox has stopped (process ${pid}).`)
  return 0
}

/** Half-dead: it has published itself and holds the folder, yet it does not answer. */
function holderOf(folder: string): number | undefined {
  const pid = readPublished(folder)?.pid
  return pid !== undefined && isHeld(folder, pid) ? pid : undefined
}

/** No answer is no reason to give up: what counts is whether it leaves the folder. */
async function ask(ctx: CommandContext, client: SandboxClient): Promise<void> {
  try {
    await client.stop()
  } catch (error) {
    if (ctx.signal.aborted || !(error instanceof IntegError) || error.code !== 'sandbox-unreachable') throw error
  }
}
