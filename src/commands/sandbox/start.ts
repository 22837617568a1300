import type { CommandInput, RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { connectorNotServed } from '../../errors/catalog/sandbox.ts'
import { invalidValue } from '../../errors/catalog/usage.ts'
import { sandboxBegan } from '../../errors/catalog/clock.ts'
import { IntegError } from '../../errors/integ-error.ts'
import { findSandbox, type RunningOne } from '../../sandbox/attach.ts'
import { inspectorAddress } from '../../sandbox/inspector-address.ts'
import type { LogRecord } from '../../sandbox/log.ts'
import type { SandboxOptions, SandboxPorts } from '../../sandbox/options.ts'
import { startSandbox, type RunningSandbox } from '../../sandbox/start.ts'
import { parseTime } from '../../sandbox/time-text.ts'
import type { ClockReading } from '../../sandbox/travel.ts'
import { isRealTime } from '../../ui/render/clock.ts'
import { createHttpPool } from '../../system/http-pool.ts'
import { recordLine, whereLines } from '../../ui/render/sandbox.ts'
import { createStyle } from '../../ui/style.ts'
import { DETACHED, startDetached } from './detach.ts'
import { assertKnown, placeOf } from './place.ts'
import { servedPlatforms } from '../../sandbox/served.ts'

/** In the foreground until Ctrl-C, SIGTERM or `stop`; in the background with --detach. */
export const run: RunCommand = async (ctx, input) => {
  const folder = placeOf(ctx, input)
  const port = readPort(input)
  const begin = readBeginning(input)
  await assertKnown(ctx, (input.options['connector'] as string[] | undefined) ?? [])
  const running = await findSandbox(folder, await ctx.http(), ctx.signal)
  if (running) return sayRunning(ctx, input, running)
  if (input.options['detach'] === true) {
    const started = await startDetached(ctx, input, folder)
    return ready(ctx, { ...started.published, clock: await started.client.clock() }, folder, {
      en: 'The sandbox runs in the background.',
      zh: '沙箱已在后台运行。',
    })
  }
  const isSilent = ctx.env[DETACHED] === '1'
  const print = printer(ctx)
  const early: LogRecord[] = []
  let onRecord = (record: LogRecord): void => void early.push(record)
  const { connectors, credentials } = await servedPlatforms(ctx, input.options['connector'] as string[] | undefined)
  const options = {
    connectors,
    credentials,
    version: ctx.version,
    memory: input.options['memory'] === true,
    allowRemote: input.options['allowRemote'] === true,
    ...(port === undefined ? {} : { port }),
    ...begin,
  }
  const http = createHttpPool(await ctx.http())
  ctx.defer(() => http.close())
  const ports = {
    clock: ctx.clock,
    random: ctx.random,
    http,
    onRecord: (record: LogRecord) => onRecord(record),
  }
  const { sandbox, place } = await startOn(ctx, folder, options, ports)
  ctx.defer(() => sandbox.close())
  ready(ctx, { ...sandbox, clock: sandbox.clock() }, place, {
    en: 'The sandbox is ready. Ctrl-C ends it.',
    zh: '沙箱已就绪，按 Ctrl-C 结束。',
  })
  onRecord = isSilent ? (record) => void (isTrouble(record) && print(record)) : print
  early.forEach(onRecord)
  await ended(sandbox, ctx.signal)
  return 0
}

/** With --memory a folder only says where the sandbox runs, so one that cannot be written is done without. */
async function startOn(
  ctx: CommandContext,
  folder: string,
  options: Omit<SandboxOptions, 'stateFolder'>,
  ports: SandboxPorts,
): Promise<{ readonly sandbox: RunningSandbox; readonly place: string | undefined }> {
  try {
    return { sandbox: await startSandbox({ ...options, stateFolder: folder }, ports), place: folder }
  } catch (error) {
    const isUnusable = error instanceof IntegError && error.code === 'sandbox-state-unusable'
    if (!options.memory || !isUnusable) throw error
    const sandbox = await startSandbox(options, ports)
    ctx.io.say({
      en: `${folder} cannot be written: other commands will not find this sandbox.`,
      zh: `${folder} 无法写入：其他命令将找不到这个沙箱。`,
    })
    return { sandbox, place: undefined }
  }
}

function ended(sandbox: RunningSandbox, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
    void sandbox.stopRequested.then(resolve)
  })
}

/** What somebody looks for in the log afterwards: what was lost, and why a connector failed. */
function isTrouble(record: LogRecord): boolean {
  if (record.type === 'notice') return true
  return record.type === 'request' && record.status >= 500 && record.reason !== undefined && record.fault === undefined
}

function printer(ctx: CommandContext): (record: LogRecord) => void {
  if (ctx.io.json) return (record) => ctx.io.event({ ...record })
  const style = createStyle(ctx.io.color)
  return (record) => ctx.io.out(recordLine(record, ctx.lang, style))
}

type Where = Pick<RunningSandbox, 'connectors' | 'control' | 'token'> & { readonly clock: ClockReading }

function ready(
  ctx: CommandContext,
  where: Where,
  folder: string | undefined,
  title: { en: string; zh: string },
): number {
  const { clock, connectors, control } = where
  // Real time goes without saying.
  const moved = isRealTime(clock) ? {} : { clock }
  if (ctx.io.json) ctx.io.event({ type: 'ready', connectors, control, ...moved })
  else {
    ctx.io.out(title[ctx.lang])
    const zh = ctx.lang === 'zh'
    const state = folder ?? (zh ? '不保存' : 'kept nowhere')
    const inspector = ctx.io.stdoutTty ? inspectorAddress(where) : undefined
    const shown = { connectors, control, inspector, state, ...moved }
    for (const line of whereLines(shown, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
    ctx.io.out()
  }
  return 0
}

async function sayRunning(
  ctx: CommandContext,
  input: CommandInput,
  { published, client }: RunningOne,
): Promise<number> {
  const served = published.connectors.map(({ id }) => id)
  for (const connector of (input.options['connector'] as string[] | undefined) ?? []) {
    if (!served.includes(connector)) throw connectorNotServed({ connector, served })
  }
  const { seed, at } = readBeginning(input)
  const asked = seed !== undefined || at !== undefined
  if (asked && (at !== undefined || (await client.clock()).seed !== seed)) throw sandboxBegan({ pid: published.pid })
  const { pid } = published
  return ready(ctx, { ...published, clock: await client.clock() }, placeOf(ctx, input), {
    en: `The sandbox runs already (process ${pid}).`,
    zh: `沙箱已在运行（进程 ${pid}）。`,
  })
}

/** Seed and time; `--at` is read before anything is started. */
function readBeginning({ options }: CommandInput): { readonly seed?: string; readonly at?: number } {
  const { seed, at } = options as { readonly seed?: string; readonly at?: string }
  return { ...(seed === undefined ? {} : { seed }), ...(at === undefined ? {} : { at: parseTime(at) }) }
}

function readPort(input: CommandInput): number | undefined {
  const value = input.options['port'] as string | undefined
  if (value === undefined) return undefined
  const port = Number(value)
  if (/^\d+$/.test(value) && port <= 65_000) return port
  throw invalidValue({
    name: '--port',
    value,
    expected: { en: 'a number from 0 to 65000', zh: ' 0 到 65000 之间的数字' },
  })
}
