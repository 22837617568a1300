import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { stateFolder } from '../../sandbox/location.ts'

export function stateOption(input: CommandInput): string | undefined {
  return input.options['state'] as string | undefined
}

export function placeOf(ctx: Pick<CommandContext, 'env' | 'cwd' | 'paths'>, input: CommandInput): string {
  return stateFolder({ state: stateOption(input), env: ctx.env, cwd: ctx.cwd, dataFolder: ctx.paths.data })
}
