import type { CommandContext, Env } from '../../cli/context.ts'
import { startRedirect } from '../../proxy/redirect.ts'
import type { ServingSandbox } from './sandbox.ts'

/** Leads the platforms' own hosts to the sandbox for as long as this run lasts, and says which. The variables for it. */
export async function redirect(
  ctx: CommandContext,
  sandbox: ServingSandbox,
  env: Env,
): Promise<Readonly<Record<string, string>>> {
  const registry = await ctx.registry()
  const platforms = await Promise.all(
    sandbox.connectors.map(async ({ id, url }) => ({ id, url, manifest: (await registry.get(id)).manifest })),
  )
  const redirected = await startRedirect({ platforms, env, cwd: ctx.cwd, packageRoot: ctx.paths.packageRoot }, ctx)
  if (!redirected) return {}
  ctx.defer(() => redirected.close())
  for (const secret of redirected.secrets) ctx.redactor.add(secret)
  const { hosts } = redirected
  ctx.io.say({ en: `sandbox  answers for ${hosts.join(', ')}`, zh: `沙箱  代为应答 ${hosts.join('、')}` })
  if (redirected.nodeOnly)
    ctx.io.say({
      en: 'sandbox  only for Node programs: other programs go out by your own proxy, which is neither http nor https',
      zh: '沙箱  仅对 Node 程序生效：你的代理不是 http 或 https 类型，其他程序仍经由该代理访问外网',
    })
  return redirected.variables
}
