import { resolve } from 'node:path'
import type { RunCommand } from '../../cli/command.ts'
import { missingArgument } from '../../errors/catalog/usage.ts'
import { applySeed } from '../../seed/apply.ts'
import { readSeedFile } from '../../seed/read.ts'
import { plantedLines } from '../../ui/render/seed.ts'
import { createStyle } from '../../ui/style.ts'
import { stateOption } from './place.ts'

/** Into the running sandbox, or into the state of one that does not run. */
export const run: RunCommand = async (ctx, input) => {
  const [file] = input.args
  const command = 'integ sandbox seed'
  if (file === undefined) throw missingArgument({ name: 'file', command, example: `${command} world.yaml` })
  const seed = await readSeedFile(resolve(ctx.cwd, file))
  const { client } = await ctx.sandbox({ state: stateOption(input) })
  const ports = { client, callPorts: await ctx.callPorts(), random: ctx.random }
  const planted = await applySeed(seed, ports, { reset: input.options['reset'] === true })
  if (ctx.io.json) ctx.io.document({ file, ...planted })
  else for (const line of plantedLines(file, planted, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
  return 0
}
