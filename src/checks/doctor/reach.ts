import type { CheckResult } from '../../sdk/check.ts'
import type { Text } from '../../text/text.ts'
import type { Probe } from './probe.ts'
import type { ConnectorCheck, SandboxState } from './types.ts'

/** Whether calls to the selected environment can arrive. */
export const reachCheck: ConnectorCheck = {
  id: 'reach',
  title: { en: 'way to the platform', zh: '到平台的链路' },
  async run(ctx): Promise<CheckResult> {
    if (ctx.environment === 'local') return local(await ctx.sandbox(), Boolean(ctx.env['INTEG_STATE_DIR']))
    const connector = await ctx.connector(ctx.connectorId)
    const address = connector.manifest.environments[ctx.environment]?.baseUrl
    if (address === undefined)
      return {
        status: 'fail',
        summary: {
          en: `${connector.id} has no environment ${ctx.environment}`,
          zh: `${connector.id} 没有 ${ctx.environment} 环境`,
        },
        evidence: [Object.keys(connector.manifest.environments).join(', ')],
        fixes: [{ en: 'Choose another one with --env.', zh: '请用 --env 选择其他环境。' }],
      }
    const seen = await ctx.probe()
    return seen.ok ? reached(address, seen) : lost(address, seen)
  },
}

/** The usual folder may be read-only, as in containers: the sandbox then keeps nothing. One that was named has to work. */
function local(state: SandboxState, named: boolean): CheckResult {
  if (state.kind === 'running')
    return {
      status: 'pass',
      summary: {
        en: `the sandbox runs${state.url ? ` at ${state.url}` : ''}`,
        zh: `沙箱正在运行${state.url ? `：${state.url}` : ''}`,
      },
    }
  if (state.kind === 'startable')
    return {
      status: 'pass',
      summary: { en: 'the sandbox starts by itself with the first call', zh: '首次调用时沙箱会自动启动' },
    }
  return {
    status: named ? 'fail' : 'warn',
    summary: { en: 'the sandbox has no place for its state', zh: '沙箱没有可用的状态目录' },
    cause: { en: 'The folder is not writable, or it is a file.', zh: '目录不可写，或该路径是一个文件。' },
    evidence: [`${state.folder}: ${state.reason}`],
    fixes: [{ en: 'Name another folder in INTEG_STATE_DIR.', zh: '请用 INTEG_STATE_DIR 指定其他目录。' }],
  }
}

function reached(address: string, seen: Extract<Probe, { ok: true }>): CheckResult {
  return {
    status: 'pass',
    summary: {
      en: `${address} answers (HTTP ${seen.status}, ${seen.route})`,
      zh: `${address} 有应答（HTTP ${seen.status}，${seen.route}）`,
    },
  }
}

function lost(address: string, seen: Extract<Probe, { ok: false }>): CheckResult {
  return {
    status: 'fail',
    summary: { en: `${address} cannot be reached`, zh: `无法连接 ${address}` },
    cause: causeOf(seen.reason),
    evidence: [
      { en: `reason: ${seen.reason}`, zh: `原因：${seen.reason}` },
      { en: `route: ${seen.route}`, zh: `路由：${seen.route}` },
    ],
    fixes: [
      seen.route === 'direct'
        ? { en: 'Behind a company proxy, set HTTPS_PROXY.', zh: '如在公司代理之后，请设置 HTTPS_PROXY。' }
        : { en: 'Check the proxy, or exempt the host with NO_PROXY.', zh: '请检查代理，或用 NO_PROXY 排除该主机。' },
      { en: 'Without a network, work on the environment local.', zh: '没有网络时，可使用 local 环境。' },
    ],
    command: 'integ doctor --env local',
  }
}

function causeOf(reason: string): Text {
  if (/ENOTFOUND|EAI_AGAIN|DNS/.test(reason))
    return { en: 'The name does not resolve: no network, or no DNS.', zh: '域名无法解析：没有网络，或 DNS 不可用。' }
  if (reason === 'ECONNREFUSED')
    return { en: 'The machine answers, but nothing listens on the port.', zh: '主机可达，但端口没有服务在监听。' }
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|SSL/.test(reason))
    return {
      en: 'The certificate is not trusted: often a proxy that opens TLS.',
      zh: '证书不受信任：常见原因是代理拆解了 TLS。',
    }
  if (/timed-out|ETIMEDOUT/.test(reason))
    return {
      en: 'A firewall swallows the packets, or the network is very slow.',
      zh: '防火墙丢弃了数据包，或网络非常慢。',
    }
  return { en: 'The connection broke on the way.', zh: '连接在途中中断。' }
}
