import { connect } from 'node:net'
import { deliver } from '../../delivery/deliver.ts'
import { isLoopback } from '../../delivery/loopback.ts'
import type { Project } from '../../project/project.ts'
import type { CheckResult } from '../../sdk/check.ts'
import { verifyMessage } from '../../signing/message.ts'
import type { ConnectorCheck, ConnectorContext } from './types.ts'

const CONNECT_MS = 300
const ANSWER_MS = 1000
/** Not found, method not allowed, not implemented: nobody there takes notifications. */
const NO_RECEIVER = new Set([404, 405, 501])

/** The integration's own event receiver, when it runs: it must not believe a notification without a signature. */
export const endpointCheck: ConnectorCheck = {
  id: 'endpoint',
  title: { en: 'event receiver', zh: '事件接收地址' },
  needs: ['project'],
  async run(ctx): Promise<CheckResult> {
    const project = await ctx.project()
    const path = project?.events[ctx.connectorId]
    if (!project?.url || path === undefined)
      return { status: 'skip', summary: { en: 'integration.json names none', zh: 'integration.json 中没有配置' } }
    const url = new URL(path, project.url)
    if (!isLoopback(url.hostname))
      return { status: 'skip', summary: { en: `${url.host} is not this machine`, zh: `${url.host} 不在本机` } }
    if (!(await listens(url)))
      return {
        status: 'skip',
        summary: {
          en: `nothing listens at ${url.origin}; start it with: ${project.start ?? 'its start command'}`,
          zh: `${url.origin} 没有服务在监听；启动方式：${project.start ?? '运行其启动命令'}`,
        },
      }
    return tryUnsigned(ctx, project, url)
  },
}

async function tryUnsigned(ctx: ConnectorContext, project: Project, url: URL): Promise<CheckResult> {
  const connector = await ctx.connector(ctx.connectorId)
  const event = connector.events()[0]
  const scheme = event && connector.webhooks[event.scheme]
  if (!event || !scheme)
    return { status: 'skip', summary: { en: `${connector.id} sends no events`, zh: `${connector.id} 不发送事件` } }
  const credential =
    (await ctx.credential())?.credential ?? (await Object.values(connector.auth)[0]?.mint(ctx.random, ctx.clock)) ?? {}
  const stamp = { timestamp: Math.floor(ctx.clock.now() / 1000), nonce: 'integ-doctor' }
  const request = scheme.wrap({ type: event.id, id: 'integ-doctor', payload: event.example }, url, credential, stamp)
  // An event that the platform does not sign at all cannot be told from a forged one.
  if (verifyMessage(scheme.signature, request, scheme.keyRing(credential, 'partner'), ctx.clock).ok)
    return {
      status: 'skip',
      summary: { en: `${connector.id} does not sign its events`, zh: `${connector.id} 的事件不带签名` },
    }
  const attempt = await deliver(request, ctx, {
    timeoutMs: ANSWER_MS,
    acknowledged: (response) => scheme.acknowledged(response),
    signal: new AbortController().signal,
  })
  if (attempt.acknowledged)
    return {
      status: 'fail',
      summary: {
        en: `${url.href} acknowledges a notification without a signature`,
        zh: `${url.href} 确认了没有签名的通知`,
      },
      cause: {
        en: 'The receiver does not verify signatures, so anyone can report a payment.',
        zh: '接收端没有验签，任何人都可以伪造通知。',
      },
      fixes: [{ en: 'Verify the signature before anything else is done.', zh: '请在做任何处理之前先验签。' }],
      command: 'integ validate --only event',
    }
  if (attempt.response && NO_RECEIVER.has(attempt.response.status))
    return {
      status: 'warn',
      summary: {
        en: `something listens, but no receiver is at ${url.pathname} (HTTP ${attempt.response.status})`,
        zh: `有服务在监听，但 ${url.pathname} 不是接收端（HTTP ${attempt.response.status}）`,
      },
      cause: {
        en: 'Another program uses the port, or "events" in integration.json names another path than the integration serves.',
        zh: '端口被其他程序占用，或 integration.json 的 "events" 与集成实际的路径不一致。',
      },
      fixes: [
        {
          en: `Correct "url" or "events" in ${project.file}, or start the integration there.`,
          zh: `请修正 ${project.file} 中的 "url" 或 "events"，或在该地址启动集成。`,
        },
      ],
    }
  const said = attempt.response ? `HTTP ${attempt.response.status}` : (attempt.error ?? '')
  return {
    status: attempt.response ? 'pass' : 'warn',
    summary: attempt.response
      ? { en: `listens and refuses what is not signed (${said})`, zh: `正在监听，并拒绝未签名的通知（${said}）` }
      : { en: `listens, but gave no answer (${said})`, zh: `正在监听，但没有应答（${said}）` },
  }
}

function listens(url: URL): Promise<boolean> {
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  return new Promise((resolve) => {
    const socket = connect({ host: url.hostname.replace(/[[\]]/g, ''), port, timeout: CONNECT_MS })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}
