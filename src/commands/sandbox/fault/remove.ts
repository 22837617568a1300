import type { RunCommand } from '../../../cli/command.ts'
import { faultNotFound } from '../../../errors/catalog/faults.ts'
import { stateOption } from '../place.ts'

export const run: RunCommand = async (ctx, input) => {
  const wanted = input.args[0] ?? ''
  const { client } = await ctx.sandbox({ state: stateOption(input) })
  const known = (await client.faults()).map(({ id }) => id)
  const matches = known.filter((id) => id === wanted || id.startsWith(wanted) || id.startsWith(`flt_${wanted}`))
  const [id] = matches
  if (id === undefined || matches.length > 1) throw faultNotFound({ id: wanted, known })
  await client.removeFault(id)
  if (ctx.io.json) ctx.io.document({ removed: id })
  else ctx.io.out(ctx.lang === 'zh' ? `已移除：${id}` : `Removed: ${id}`)
  return 0
}
