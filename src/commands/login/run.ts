import type { RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { credentialLooksWrong, localIsMinted, noLoginNeeded } from '../../errors/catalog/auth.ts'
import { unknownEnvironment } from '../../errors/catalog/call.ts'
import { missingOption } from '../../errors/catalog/usage.ts'
import { fieldsOf, hideSecrets, isNeeded } from '../../profiles/fields.ts'
import { defaultName } from '../../profiles/names.ts'
import { inspectShape } from '../../profiles/shape.ts'
import type { EnvironmentName } from '../../project/project.ts'
import type { AuthScheme, Credential, CredentialProblem } from '../../sdk/auth.ts'
import type { Connector } from '../../sdk/connector.ts'
import { askFields, chooseConnector, chooseScheme } from './ask.ts'
import { givenValues } from './given.ts'

export const run: RunCommand = async (ctx, input) => {
  const connector = await chooseConnector(ctx, input.args[0])
  const environment = checkEnvironment(ctx, connector)
  const scheme = await chooseScheme(ctx, connector, input.options['scheme'] as string | undefined)
  const given = await givenValues(ctx, connector, input.options)
  const credential = await complete(ctx, connector, scheme, given)
  hideSecrets(fieldsOf(connector), credential, ctx.redactor)
  const problems = inspectShape(scheme, credential, environment, ctx.clock)
  if (problems.length > 0 && !(await wantsItAnyway(ctx, connector, problems))) return 1
  const name =
    (input.options['name'] as string | undefined) ?? ctx.options.profile ?? defaultName(connector.id, environment)
  const store = await ctx.profiles()
  ctx.io.say({
    en: `The credential is saved as plain text that only your user can read: ${store.location}`,
    zh: `凭证将以明文保存，仅当前用户可读：${store.location}`,
  })
  const profile = await store.save({ name, connector: connector.id, environment, credential })
  if (ctx.io.json) {
    const said = problems.map((one) => ({ field: one.field, problem: one.problem[ctx.lang], fix: one.fix[ctx.lang] }))
    ctx.io.document({
      profile: profile.name,
      connector: connector.id,
      environment,
      location: store.location,
      fields: Object.keys(credential),
      problems: said,
    })
    return 0
  }
  ctx.io.out(
    ctx.lang === 'zh'
      ? `已保存凭证档案 ${profile.name}（${connector.manifest.name.zh}，${environment}）。`
      : `Saved the profile ${profile.name} (${connector.manifest.name.en}, ${environment}).`,
  )
  ctx.io.say({ en: `Look at it: integ whoami ${connector.id}`, zh: `查看：integ whoami ${connector.id}` })
  return 0
}

/** `sandbox` unless said otherwise: production has to be named. */
function checkEnvironment(ctx: CommandContext, connector: Connector): EnvironmentName {
  if (Object.keys(connector.auth).length === 0) throw noLoginNeeded({ connector: connector.id })
  const environment = ctx.options.environment ?? 'sandbox'
  if (environment === 'local') throw localIsMinted({ connector: connector.id })
  const known = Object.keys(connector.manifest.environments)
  if (!known.includes(environment)) throw unknownEnvironment({ connector: connector.id, environment, known })
  return environment
}

async function complete(
  ctx: CommandContext,
  connector: Connector,
  scheme: AuthScheme,
  given: Credential,
): Promise<Credential> {
  const open = scheme.fields.filter((field) => !given[field.name] && isNeeded(field, given))
  if (open.length === 0) return given
  if (ctx.io.interactive) return { ...given, ...(await askFields(ctx, connector, open)) }
  const [first] = open
  const names = open.map((field) => field.name)
  const flag = Object.keys(given).length === 0 || !first ? '--from <file.json>' : `--file ${first.name}=<path>`
  throw missingOption(
    {
      flag,
      what: { en: `The credential (${names.join(', ')})`, zh: `凭证（${names.join('、')}）` },
      command: `integ login ${connector.id}`,
    },
    { details: { missing: names } },
  )
}

async function wantsItAnyway(
  ctx: CommandContext,
  connector: Connector,
  problems: readonly CredentialProblem[],
): Promise<boolean> {
  if (!ctx.options.yes && !ctx.io.interactive)
    throw credentialLooksWrong(
      { connector: connector.id, problems },
      { details: { problems: problems.map((one) => ({ field: one.field, problem: one.problem[ctx.lang] })) } },
    )
  for (const one of problems) {
    const colon = ctx.lang === 'zh' ? '：' : ': '
    ctx.io.err(`  ${one.field}${colon}${one.problem[ctx.lang]} ${one.fix[ctx.lang]}`)
  }
  if (ctx.options.yes) return true
  const prompts = await ctx.prompts()
  if (await prompts.confirm({ en: 'Save it all the same?', zh: '仍要保存吗？' }, false)) return true
  ctx.io.say({ en: 'Nothing was saved.', zh: '没有保存。' })
  return false
}
