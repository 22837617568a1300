import type { CommandInput, RunCommand } from '../../../cli/command.ts'
import { invalidValue } from '../../../errors/catalog/usage.ts'
import type { FaultWish } from '../../../sandbox/faults/make-fault.ts'
import { parseEffect } from '../../../sandbox/faults/parse-effect.ts'
import { faultDocument, faultLines } from '../../../ui/render/faults.ts'
import { createStyle } from '../../../ui/style.ts'
import { assertKnown, stateOption } from '../place.ts'

export const run: RunCommand = async (ctx, input) => {
  const wish = wishOf(input)
  // Before a sandbox is started for it.
  parseEffect(wish.fault)
  await assertKnown(ctx, wish.connector === undefined ? [] : [wish.connector])
  const { client, inProcess } = await ctx.sandbox({ state: stateOption(input) })
  const fault = await client.addFault(wish)
  if (ctx.io.json) ctx.io.document({ fault: faultDocument(fault) })
  else {
    for (const line of faultLines([fault], ctx.lang, createStyle(ctx.io.color), ctx.io)) ctx.io.out(line)
    if (inProcess)
      ctx.io.say({
        en: 'No sandbox is running; the fault is kept for the next one.',
        zh: '沙箱没有在运行；故障已保存，下次启动时生效。',
      })
  }
  return 0
}

function wishOf({ args, options }: CommandInput): FaultWish {
  const wish: Record<string, unknown> = { fault: args[0] ?? '' }
  for (const name of ['connector', 'operation', 'event', 'from', 'until', 'for', 'when'])
    if (options[name] !== undefined) wish[name] = options[name]
  for (const name of ['probability', 'count', 'after'])
    if (options[name] !== undefined) wish[name] = numberOf(`--${name}`, options[name] as string)
  return wish as unknown as FaultWish
}

function numberOf(flag: string, given: string): number {
  const value = /^\d*\.?\d+$/.test(given.trim()) ? Number(given) : NaN
  if (Number.isFinite(value)) return value
  throw invalidValue({ name: flag, value: given, expected: { en: 'a number', zh: '数字' } })
}
