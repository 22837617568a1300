import type { RunCommand } from '../../../cli/command.ts'
import { faultDocument, faultLines } from '../../../ui/render/faults.ts'
import { createStyle } from '../../../ui/style.ts'
import { stateOption } from '../place.ts'

export const run: RunCommand = async (ctx, input) => {
  const { client } = await ctx.sandbox({ state: stateOption(input) })
  const faults = await client.faults()
  if (ctx.io.json) ctx.io.document({ faults: faults.map(faultDocument) })
  else {
    for (const line of faultLines(faults, ctx.lang, createStyle(ctx.io.color), ctx.io)) ctx.io.out(line)
    if (faults.length === 0)
      ctx.io.say({
        en: 'No fault is set. See what there is: integ sandbox fault kinds',
        zh: '没有设置任何故障。查看可用的种类：integ sandbox fault kinds',
      })
  }
  return 0
}
