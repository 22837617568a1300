import type { RunCommand } from '../../cli/command.ts'
import { findSandbox } from '../../sandbox/attach.ts'
import { inspectorAddress } from '../../sandbox/inspector-address.ts'
import { whereLines } from '../../ui/render/sandbox.ts'
import { createStyle } from '../../ui/style.ts'
import { placeOf } from './place.ts'

/** Exit code 1 when none runs, for scripts. */
export const run: RunCommand = async (ctx, input) => {
  const folder = placeOf(ctx, input)
  const running = await findSandbox(folder, await ctx.http(), ctx.signal)
  if (!running) {
    if (ctx.io.json) ctx.io.document({ running: false, state: folder })
    else ctx.io.out(ctx.lang === 'zh' ? `${folder} 上没有正在运行的沙箱。` : `No sandbox runs on ${folder}.`)
    return 1
  }
  const { control } = running.published
  const status = await running.client.status()
  if (ctx.io.json) ctx.io.document({ running: true, control, ...status })
  else {
    const zh = ctx.lang === 'zh'
    ctx.io.out(
      zh
        ? `沙箱正在运行（进程 ${status.pid}，版本 ${status.version}）。`
        : `The sandbox runs (process ${status.pid}, version ${status.version}).`,
    )
    const inspector = ctx.io.stdoutTty ? inspectorAddress(running.published) : undefined
    for (const line of whereLines(
      { ...status, control, inspector, state: folder },
      ctx.lang,
      createStyle(ctx.io.color),
    ))
      ctx.io.out(line)
  }
  return 0
}
