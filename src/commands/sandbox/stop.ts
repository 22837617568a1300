import { setTimeout as sleep } from 'node:timers/promises'
import type { RunCommand } from '../../cli/command.ts'
import { sandboxStillRunning } from '../../errors/catalog/sandbox.ts'
import { findSandbox } from '../../sandbox/attach.ts'
import { isHeld } from '../../sandbox/lock.ts'
import { isAlive } from '../../sandbox/process-identity.ts'
import { readPublished } from '../../sandbox/published.ts'
import { placeOf } from './place.ts'

const PATIENCE_MS = 10_000
const EXIT_MS = 1_000

/** Stopping what does not run is no failure: afterwards none runs, which is what was asked for. */
export const run: RunCommand = async (ctx, input) => {
  const folder = placeOf(ctx, input)
  const running = await findSandbox(folder, await ctx.http(), ctx.signal)
  if (!running) {
    if (ctx.io.json) ctx.io.document({ stopped: false, state: folder })
    else ctx.io.out(ctx.lang === 'zh' ? `${folder} 上没有正在运行的沙箱。` : `No sandbox runs on ${folder}.`)
    return 0
  }
  const { pid } = running.published
  await running.client.stop()
  const patience = Date.now() + PATIENCE_MS
  while (readPublished(folder)?.pid === pid || isHeld(folder, pid)) {
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
