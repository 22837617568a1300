import {
  authorisationOf,
  authoriseByPage,
  authoriseInSandbox,
  type AuthorisePorts,
  type Wanted,
} from '../../authorisation/authorise.ts'
import { baseUrlOf } from '../../call/resolve.ts'
import type { CommandInput, RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { invalidValue, missingOption } from '../../errors/catalog/usage.ts'
import { checkName } from '../../profiles/names.ts'
import type { NamedMerchant } from '../../profiles/merchants.ts'

const TIMEOUT_SECONDS = 600
const USUAL_NAME = 'shop1'

export const run: RunCommand = async (ctx, input) => {
  const { options } = input
  const connector = await (await ctx.registry()).get(input.args[0] ?? '')
  authorisationOf(connector)
  const given = (options['for'] as string | undefined) ?? (await askName(ctx, connector.id))
  const browser = browserOptions(input)
  if (typeof options['state'] === 'string') await ctx.sandbox({ state: options['state'] })
  const call = await ctx.callPorts()
  const { credential, environment, profile = '' } = await call.credential(connector, {})
  const wanted: Wanted = { connector, merchant: checkName(given), profile, environment }
  const ports: AuthorisePorts = { call, store: await ctx.profiles(), redactor: ctx.redactor, signal: ctx.signal }
  const isQuiet = environment === 'local' && (ctx.options.yes || !ctx.io.interactive)
  const inSandbox = isQuiet
    ? await authoriseInSandbox(wanted, ports, async (action, params) =>
        (await ctx.sandbox()).client.act(action, params),
      )
    : undefined
  const baseUrl = environment === 'local' ? await call.localUrl(connector) : baseUrlOf(connector, environment)
  const merchant =
    inSandbox ??
    (await authoriseByPage(wanted, credential, baseUrl, ports, {
      ...browser,
      lang: ctx.lang,
      onPage: (page, redirect) => sayPage(ctx, page, redirect, environment),
    }))
  show(ctx, wanted, merchant)
  return 0
}

async function askName(ctx: CommandContext, connector: string): Promise<string> {
  if (ctx.options.yes) return USUAL_NAME
  if (!ctx.io.interactive) {
    const what = { en: 'A name for the merchant', zh: '商户名称' }
    throw missingOption({ flag: '--for <merchant>', what, command: `integ authorize ${connector}` })
  }
  const prompts = await ctx.prompts()
  return prompts.input({ en: 'Name to save the merchant under', zh: '以什么名称保存该商户' }, { default: USUAL_NAME })
}

function sayPage(ctx: CommandContext, page: URL, redirect: URL, environment: string): void {
  ctx.io.say({
    en: `Open this page as the merchant and agree. The browser comes back to ${redirect.href}.`,
    zh: `请以商户身份打开以下页面并同意授权，浏览器随后会跳转到 ${redirect.href}。`,
  })
  if (environment !== 'local' && redirect.hostname === '127.0.0.1')
    ctx.io.say({
      en: 'The platform takes this address only if the console has it as an authorisation callback; --redirect names another.',
      zh: '平台要求该地址已在控制台登记为授权回调地址；如需使用其他地址，请用 --redirect 指定。',
    })
  // Not on stdout: that belongs to the result.
  ctx.io.err(page.href)
}

function show(ctx: CommandContext, { connector, environment, profile }: Wanted, merchant: NamedMerchant): void {
  const { name, appId, authorisedAt } = merchant
  if (ctx.io.json) {
    ctx.io.document({
      merchant: name,
      connector: connector.id,
      environment,
      profile,
      appId: appId ?? null,
      authorisedAt,
    })
    return
  }
  const whose = appId === undefined ? '' : ` (${appId})`
  ctx.io.out(
    ctx.lang === 'zh'
      ? `已保存商户 ${name}${appId === undefined ? '' : `（${appId}）`}，所属凭证档案：${profile}。`
      : `Saved the merchant ${name}${whose} in the profile ${profile}.`,
  )
  ctx.io.say({
    en: `Act for it: integ call <operation> --for ${name}`,
    zh: `代其调用：integ call <接口> --for ${name}`,
  })
}

function browserOptions({ options }: CommandInput): {
  readonly port: number
  readonly redirect: URL | undefined
  readonly timeoutMs: number
} {
  const redirect = options['redirect'] as string | undefined
  if (redirect !== undefined && !(URL.canParse(redirect) && /^https?:$/.test(new URL(redirect).protocol)))
    throw invalidValue({
      name: '--redirect',
      value: redirect,
      expected: { en: 'an http or https address', zh: ' http 或 https 地址' },
    })
  return {
    port: number(options['port'] as string | undefined, '--port', 65_535, 0),
    redirect: redirect === undefined ? undefined : new URL(redirect),
    timeoutMs: number(options['timeout'] as string | undefined, '--timeout', 86_400, TIMEOUT_SECONDS) * 1000,
  }
}

function number(given: string | undefined, name: string, most: number, usual: number): number {
  if (given === undefined) return usual
  const value = Number(given)
  if (Number.isInteger(value) && value >= 1 && value <= most) return value
  const expected = { en: `a whole number up to ${most}`, zh: `不超过 ${most} 的正整数` }
  throw invalidValue({ name, value: given, expected })
}
