import type { RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { findSandbox } from '../../sandbox/attach.ts'
import { inspectorAddress, ticketAddress } from '../../sandbox/inspector-address.ts'
import { sandboxNotRunning } from '../../errors/catalog/sandbox.ts'
import { placeOf } from './place.ts'

const PATIENCE_MS = 5_000

/** Prints the inspector's address, and opens it where a person sits in front of a browser. */
export const run: RunCommand = async (ctx, input) => {
  const folder = placeOf(ctx, input)
  const running = await findSandbox(folder, await ctx.http(), ctx.signal)
  if (!running) throw sandboxNotRunning({ state: folder })
  const address = inspectorAddress(running.published)
  const wanted = ctx.io.interactive && input.options['print'] !== true
  const opened = wanted && (await openBrowser(ctx, ticketAddress(running.published, await running.client.ticket())))
  if (ctx.io.json) ctx.io.document({ address, opened })
  else ctx.io.out(address)
  if (opened) ctx.io.say({ en: 'Opened in the browser.', zh: '已在浏览器中打开。' })
  else if (wanted) ctx.io.say({ en: 'Open this address in a browser.', zh: '请在浏览器中打开该地址。' })
  return 0
}

/** The address is one argument, never a shell's text. */
async function openBrowser(
  ctx: Pick<CommandContext, 'env' | 'exec' | 'signal' | 'cwd'>,
  url: string,
): Promise<boolean> {
  const opener = openerOf(ctx.env, process.platform)
  if (!opener) return false
  const [file, ...args] = opener
  const programs = await ctx.exec()
  const { code } = await programs.run(file, [...args, url], {
    cwd: ctx.cwd,
    env: ctx.env,
    output: 'capture',
    signal: ctx.signal,
    timeoutMs: PATIENCE_MS,
  })
  return code === 0
}

/** Undefined where no window can open. */
function openerOf(env: CommandContext['env'], platform: NodeJS.Platform): readonly [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  if (env['SSH_CONNECTION'] !== undefined && env['DISPLAY'] === undefined) return undefined
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined
}
