import type { RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { noCredential, unknownProfile } from '../../errors/catalog/auth.ts'
import { listMerchants } from '../../profiles/merchants.ts'
import { overviewOf, type ShownCredential } from '../../profiles/overview.ts'
import { variableName } from '../../profiles/values.ts'
import {
  credentialDocument,
  merchantDocuments,
  renderCredential,
  renderMerchants,
  renderShadowed,
} from '../../ui/render/credentials.ts'

export const run: RunCommand = async (ctx, input) => {
  const registry = await ctx.registry()
  const named = input.args[0] ?? (await connectorOfProfile(ctx))
  const ids = named === undefined ? registry.list().map((one) => one.id) : [named]
  const shown: ShownCredential[] = []
  for (const id of ids) shown.push(...(await overview(ctx, id)))
  if (named !== undefined) demand(ctx, shown)
  const store = await ctx.profiles()
  const merchantsOf = ({ profile }: ShownCredential) => (profile === undefined ? [] : listMerchants(store, profile))
  if (ctx.io.json) {
    const credentials = shown.map((one) => ({
      ...credentialDocument(one, ctx.lang),
      merchants: merchantDocuments(merchantsOf(one)),
    }))
    ctx.io.document({ credentials, store: { path: store.location, openToOthers: store.loose() } })
    return 0
  }
  const view = { lang: ctx.lang, color: ctx.io.color }
  const lines = (one: ShownCredential) => [renderCredential(one, view), ...renderMerchants(merchantsOf(one), view)]
  ctx.io.out(shown.map((one) => lines(one).join('\n')).join('\n\n'))
  for (const one of shown) for (const warning of renderShadowed(one)) ctx.io.say(warning)
  for (const path of store.loose())
    ctx.io.say({
      en: `Others on this machine can look into ${path}: chmod go= ${path}`,
      zh: `本机其他用户可以读取 ${path}，请执行：chmod go= ${path}`,
    })
  return 0
}

async function overview(ctx: CommandContext, id: string): Promise<readonly ShownCredential[]> {
  const [registry, store, project] = await Promise.all([ctx.registry(), ctx.profiles(), ctx.project()])
  const { environment, profile } = ctx.options
  const connector = await registry.get(id)
  return overviewOf({
    connector,
    environment,
    profileName: profile,
    env: ctx.env,
    cwd: ctx.cwd,
    store,
    project,
    redactor: ctx.redactor,
  })
}

async function connectorOfProfile(ctx: CommandContext): Promise<string | undefined> {
  const name = ctx.options.profile
  if (name === undefined) return undefined
  const profile = (await ctx.profiles()).get(name)
  if (!profile) throw unknownProfile({ name })
  return profile.connector
}

/** Somebody who asks for one environment by name wants to know whether it would work. */
function demand(ctx: CommandContext, shown: readonly ShownCredential[]): void {
  const [first] = shown
  if (ctx.options.environment === undefined || !first || first.pending || first.missing.length === 0) return
  const { connector, environment, missing } = first
  throw noCredential({
    connector,
    environment,
    missing,
    variables: missing.map((field) => variableName(connector, field)),
  })
}
