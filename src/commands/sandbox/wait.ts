import { setTimeout as sleep } from 'node:timers/promises'
import type { RunCommand } from '../../cli/command.ts'
import { sandboxNotReady } from '../../errors/catalog/sandbox.ts'
import { invalidValue } from '../../errors/catalog/usage.ts'
import { findSandbox, type RunningOne } from '../../sandbox/attach.ts'
import type { CommandContext } from '../../cli/context.ts'
import { whereLines } from '../../ui/render/sandbox.ts'
import { createStyle } from '../../ui/style.ts'
import { placeOf } from './place.ts'

const DEFAULT_SECONDS = 30
const LEAST_MS = 500

export const run: RunCommand = async (ctx, input) => {
  const folder = placeOf(ctx, input)
  const given = input.options['timeout'] as string | undefined
  const seconds = given === undefined ? DEFAULT_SECONDS : Number(given)
  if (!(seconds >= 0)) {
    throw invalidValue({ name: '--timeout', value: given ?? '', expected: { en: 'a number of seconds', zh: '秒数' } })
  }
  const patience = Date.now() + seconds * 1000
  for (;;) {
    const running = await findInTime(ctx, folder, patience)
    if (running) {
      const { pid, control, connectors } = running.published
      if (ctx.io.json) ctx.io.document({ running: true, pid, control, connectors, state: folder })
      else
        for (const line of whereLines({ control, connectors, state: folder }, ctx.lang, createStyle(ctx.io.color)))
          ctx.io.out(line)
      return 0
    }
    if (Date.now() >= patience) throw sandboxNotReady({ state: folder, seconds })
    await sleep(100, undefined, { signal: ctx.signal })
  }
}

/** One that does not answer must not outlast the patience of the caller. */
async function findInTime(ctx: CommandContext, folder: string, patience: number): Promise<RunningOne | undefined> {
  const late = AbortSignal.timeout(Math.max(LEAST_MS, patience - Date.now()))
  try {
    return await findSandbox(folder, await ctx.http(), AbortSignal.any([ctx.signal, late]))
  } catch (error) {
    if (late.aborted && !ctx.signal.aborted) return undefined
    throw error
  }
}
