import type { CommandInput, RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { connectorNotServed } from '../../errors/catalog/sandbox.ts'
import { invalidValue } from '../../errors/catalog/usage.ts'
import { IntegError } from '../../errors/integ-error.ts'
import { findSandbox, type RunningOne } from '../../sandbox/attach.ts'
import type { LogRecord } from '../../sandbox/log.ts'
import type { SandboxOptions, SandboxPorts } from '../../sandbox/options.ts'
import { startSandbox, type RunningSandbox } from '../../sandbox/start.ts'
import { recordLine, whereLines } from '../../ui/render/sandbox.ts'
import { createStyle } from '../../ui/style.ts'
import { DETACHED, startDetached } from './detach.ts'
import { assertKnown, placeOf } from './place.ts'
import { servedPlatforms } from '../../sandbox/served.ts'

/** In the foreground until Ctrl-C, SIGTERM or `stop`; in the background with --detach. */
export const run: RunCommand = async (ctx, input) => {
  const folder = placeOf(ctx, input)
  const port = readPort(input)
  await assertKnown(ctx, (input.options['connector'] as string[] | undefined) ?? [])
  const running = await findSandbox(folder, await ctx.http(), ctx.signal)
  if (running) return sayRunning(ctx, input, running)
  if (input.options['detach'] === true) {
    const started = await startDetached(ctx, input, folder)
    return ready(ctx, started.published, folder, {
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
  }
  const ports = {
    clock: ctx.clock,
    random: ctx.random,
    http: await ctx.http(),
    onRecord: (record: LogRecord) => onRecord(record),
  }
  const { sandbox, place } = await startOn(ctx, folder, options, ports)
  ctx.defer(() => sandbox.close())
  ready(ctx, sandbox, place, { en: 'The sandbox is ready. Ctrl-C ends it.', zh: '沙箱已就绪，按 Ctrl-C 结束。' })
  onRecord = isSilent ? () => {} : print
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

function printer(ctx: CommandContext): (record: LogRecord) => void {
  if (ctx.io.json) return (record) => ctx.io.event({ ...record })
  const style = createStyle(ctx.io.color)
  return (record) => ctx.io.out(recordLine(record, ctx.lang, style))
}

type Where = Pick<RunningSandbox, 'connectors' | 'control'>

function ready(
  ctx: CommandContext,
  where: Where,
  folder: string | undefined,
  title: { en: string; zh: string },
): number {
  if (ctx.io.json) ctx.io.event({ type: 'ready', connectors: where.connectors, control: where.control })
  else {
    ctx.io.out(title[ctx.lang])
    const zh = ctx.lang === 'zh'
    const state = folder ?? (zh ? '不保存' : 'kept nowhere')
    for (const line of whereLines({ ...where, state }, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
    ctx.io.out()
  }
  return 0
}

function sayRunning(ctx: CommandContext, input: CommandInput, { published }: RunningOne): number {
  const served = published.connectors.map(({ id }) => id)
  for (const connector of (input.options['connector'] as string[] | undefined) ?? []) {
    if (!served.includes(connector)) throw connectorNotServed({ connector, served })
  }
  const { pid } = published
  return ready(ctx, published, placeOf(ctx, input), {
    en: `The sandbox runs already (process ${pid}).`,
    zh: `沙箱已在运行（进程 ${pid}）。`,
  })
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
