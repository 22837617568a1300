import type { CommandContext } from '../../cli/context.ts'
import type { CaughtUp } from '../../events/catch-up.ts'
import type { Received } from '../../events/receiver.ts'
import { receivedDocument, receivedLines } from '../../ui/render/received.ts'
import { createStyle } from '../../ui/style.ts'

/** Where one connector's events are taken, and the addresses that they go on to. */
export interface Ear {
  readonly connector: string
  readonly url: string
  readonly forwards: readonly string[]
}

export function announce(
  ctx: CommandContext,
  ears: readonly Ear[],
  sandbox: { readonly inProcess: boolean; url(id: string): string | undefined },
): void {
  if (ctx.options.json) {
    const listeners = ears.map(({ connector, url, forwards }) => ({
      connector,
      url,
      forwardsTo: forwards[0] ?? null,
      ...(forwards.length > 1 ? { routes: forwards } : {}),
    }))
    return ctx.io.event({ type: 'ready', sandbox: sandbox.inProcess ? 'started' : 'running', listeners })
  }
  for (const { connector, url, forwards } of ears) {
    if (sandbox.inProcess)
      ctx.io.say({
        en: `Sandbox started: ${connector} at ${sandbox.url(connector)}`,
        zh: `已启动沙箱：${connector} 位于 ${sandbox.url(connector)}`,
      })
    if (forwards.length === 0)
      ctx.io.say({
        en: `Listening to ${connector} at ${url}; events are acknowledged right away.`,
        zh: `正在监听 ${connector}（${url}），收到后直接确认。`,
      })
    else
      ctx.io.say({
        en: `Listening to ${connector}, forwarding to ${forwards.join(', ')}`,
        zh: `正在监听 ${connector}，转发到 ${forwards.join('、')}`,
      })
  }
  ctx.io.say({
    en: 'Send an event from another terminal: integ trigger. Ctrl-C ends.',
    zh: '可在另一个终端触发事件：integ trigger。按 Ctrl-C 结束。',
  })
}

export function sayCaughtUp(ctx: CommandContext, { missed, acknowledged }: CaughtUp): void {
  if (ctx.options.json) return ctx.io.event({ type: 'caught-up', missed, acknowledged })
  if (missed === 0) return ctx.io.say({ en: 'Nothing was missed.', zh: '没有错过的事件。' })
  ctx.io.say({
    en: `Missed events delivered again: ${missed}, acknowledged: ${acknowledged}.`,
    zh: `已重新投递错过的事件 ${missed} 个，其中 ${acknowledged} 个已确认。`,
  })
}

export function sayEnvFile(ctx: CommandContext, path: string, names: readonly string[]): void {
  if (ctx.options.json) return ctx.io.event({ type: 'env-file', path, variables: names })
  ctx.io.say({
    en: `Wrote ${names.length} variables to ${path}; start the receiver with: node --env-file=${path} …`,
    zh: `已将 ${names.length} 个变量写入 ${path}；启动接收端：node --env-file=${path} …`,
  })
}

export function show(ctx: CommandContext, received: Received, body: boolean): void {
  if (!received.wanted) return
  if (ctx.options.json) return ctx.io.event(receivedDocument(received, body))
  for (const line of receivedLines(received, ctx.lang, createStyle(ctx.io.color), body)) ctx.io.out(line)
}
