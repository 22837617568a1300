import type { RunCommand } from '../../../cli/command.ts'
import { stateOption } from '../place.ts'

export const run: RunCommand = async (ctx, input) => {
  const { client } = await ctx.sandbox({ state: stateOption(input) })
  const removed = await client.clearFaults()
  if (ctx.io.json) ctx.io.document({ removed })
  else ctx.io.out(ctx.lang === 'zh' ? `已移除的故障：${removed}` : `Faults removed: ${removed}`)
  return 0
}
