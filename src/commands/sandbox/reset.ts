import type { RunCommand } from '../../cli/command.ts'
import { clockWords, isRealTime } from '../../ui/render/clock.ts'
import { createStyle } from '../../ui/style.ts'
import { assertKnown, stateOption } from './place.ts'

/** The running sandbox, or the state of one that does not run. Emptied as a whole, its clock begins anew too. */
export const run: RunCommand = async (ctx, input) => {
  await assertKnown(ctx, input.args.slice(0, 1))
  const sandbox = await ctx.sandbox({ state: stateOption(input) })
  const before = await sandbox.client.clock()
  const reset = await sandbox.client.reset(input.args[0])
  if (ctx.io.json) {
    ctx.io.document({ reset })
    return 0
  }
  const zh = ctx.lang === 'zh'
  ctx.io.out(zh ? `已清空：${reset.join('、')}` : `Emptied: ${reset.join(', ')}`)
  if (input.args[0] === undefined && !isRealTime(before)) {
    const words = clockWords(await sandbox.client.clock(), ctx.lang, createStyle(ctx.io.color))
    ctx.io.out(zh ? `时钟已恢复：${words}` : `The clock is back at ${words}`)
  }
  return 0
}
