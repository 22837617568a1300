import type { CommandContext } from '../../cli/context.ts'
import { findSandbox } from '../../sandbox/attach.ts'
import { stateFolder } from '../../sandbox/location.ts'
import type { LogRecord } from '../../sandbox/log.ts'
import type { ServedConnector } from '../../sandbox/published.ts'
import { servedPlatforms } from '../../sandbox/served.ts'
import { startSandbox } from '../../sandbox/start.ts'
import { recordLine } from '../../ui/render/sandbox.ts'
import { createStyle } from '../../ui/style.ts'
import { createHttpPool } from '../../system/http-pool.ts'

export interface ServingSandbox {
  readonly connectors: readonly ServedConnector[]
}

/**
 * The sandbox that runs already, or one that other commands find too and that ends with this run. Its log goes to
 * stderr, so that stdout is the command's alone.
 */
export async function startSandboxFor(ctx: CommandContext, state: string | undefined): Promise<ServingSandbox> {
  const folder = stateFolder({ state, env: ctx.env, cwd: ctx.cwd, dataFolder: ctx.paths.data })
  const http = await ctx.http()
  const print = printer(ctx)
  const running = await findSandbox(folder, http, ctx.signal)
  if (running) {
    // The log never ends by itself: it would keep this process for as long as the sandbox runs.
    const leave = new AbortController()
    ctx.defer(() => leave.abort())
    void follow(running.client.stream(AbortSignal.any([ctx.signal, leave.signal])), print)
    return running.published
  }
  const { connectors, credentials } = await servedPlatforms(ctx, undefined)
  const deliveries = createHttpPool(http)
  ctx.defer(() => deliveries.close())
  const sandbox = await startSandbox(
    { connectors, credentials, stateFolder: folder, version: ctx.version },
    { clock: ctx.clock, random: ctx.random, http: deliveries, onRecord: print },
  )
  ctx.defer(() => sandbox.close())
  // `integ sandbox stop` ends the sandbox; the command goes on.
  void sandbox.stopRequested.then(() => sandbox.close())
  const addresses = sandbox.connectors.map(({ id, url }) => `${id} ${url}`).join(', ')
  ctx.io.say({ en: `sandbox  ready: ${addresses}`, zh: `沙箱  已就绪：${addresses}` })
  return sandbox
}

function printer(ctx: CommandContext): (record: LogRecord) => void {
  const style = createStyle(ctx.io.errColor)
  const prefix = style.dim(ctx.lang === 'zh' ? '沙箱' : 'sandbox')
  return (record) => ctx.io.err(`${prefix}  ${recordLine(record, ctx.lang, style)}`)
}

async function follow(records: AsyncIterable<LogRecord>, print: (record: LogRecord) => void): Promise<void> {
  try {
    for await (const record of records) print(record)
  } catch {
    // The sandbox has gone; the command does not depend on its log.
  }
}
