import type { RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { excessArguments, invalidValue, missingArgument } from '../../errors/catalog/usage.ts'
import type { SandboxClient } from '../../sandbox/client.ts'
import { parseSpan, parseTime } from '../../sandbox/time-text.ts'
import type { ClockReading, Travelled } from '../../sandbox/travel.ts'
import { clockLines, travelLines } from '../../ui/render/clock.ts'
import { createStyle } from '../../ui/style.ts'
import { stateOption } from './place.ts'

/** Shows the sandbox's clock, or moves it: the running sandbox's, or that of the state of one that does not run. */
export const run: RunCommand = async (ctx, input) => {
  const [change, ...words] = input.args
  const value = words.join(' ')
  const move = readMove(change, value)
  const { client } = await ctx.sandbox({ state: stateOption(input) })
  const moved = await move(client)
  if ('deliveries' in moved) sayTravelled(ctx, moved)
  else sayClock(ctx, moved)
  return 0
}

type Move = (client: SandboxClient) => Promise<ClockReading | Travelled>

/** What was given is read before a sandbox is started for it. */
function readMove(change: string | undefined, value: string): Move {
  if (value !== '' && change !== 'set' && change !== 'advance')
    throw excessArguments({ extra: value, command: 'integ sandbox clock' })
  switch (change) {
    case undefined:
      return (client) => client.clock()
    case 'set':
      parseTime(required(value, change, 'time', '"2026-12-24 18:00"'))
      return (client) => client.setClock(value)
    case 'advance':
      parseSpan(required(value, change, 'duration', '25h'))
      return (client) => client.advanceClock(value)
    case 'freeze':
      return (client) => client.freezeClock()
    case 'resume':
      return (client) => client.resumeClock()
    case 'reset':
      return (client) => client.resetClock()
    default: {
      const expected = { en: 'set, advance, freeze, resume or reset', zh: ' set、advance、freeze、resume、reset 之一' }
      throw invalidValue({ name: 'change', value: change, expected })
    }
  }
}

function required(value: string, change: string, name: string, example: string): string {
  const command = `integ sandbox clock ${change}`
  if (value === '') throw missingArgument({ name, command, example: `${command} ${example}` })
  return value
}

function sayClock(ctx: CommandContext, clock: ClockReading): void {
  if (ctx.io.json) return ctx.io.document({ clock })
  for (const line of clockLines(clock, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
}

function sayTravelled(ctx: CommandContext, travelled: Travelled): void {
  if (ctx.io.json) return ctx.io.document({ ...travelled })
  for (const line of travelLines(travelled, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
}
