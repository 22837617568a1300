import type { RunCommand } from '../../cli/command.ts'
import { assertKnown, stateOption } from './place.ts'

/** The running sandbox, or the state of one that does not run. */
export const run: RunCommand = async (ctx, input) => {
  await assertKnown(ctx, input.args.slice(0, 1))
  const sandbox = await ctx.sandbox({ state: stateOption(input) })
  const reset = await sandbox.client.reset(input.args[0])
  if (ctx.io.json) ctx.io.document({ reset })
  else ctx.io.out(ctx.lang === 'zh' ? `已清空：${reset.join('、')}` : `Emptied: ${reset.join(', ')}`)
  return 0
}
