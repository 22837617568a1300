import type { RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { ambiguousLogout, unknownProfile } from '../../errors/catalog/auth.ts'
import { missingArgument } from '../../errors/catalog/usage.ts'
import type { Profile } from '../../profiles/store.ts'
import { nearest } from '../../text/nearest.ts'
import { sayLocalRemoved } from '../../ui/render/credentials.ts'

export const run: RunCommand = async (ctx, input) => {
  const store = await ctx.profiles()
  const name = input.args[0] ?? ctx.options.profile
  const chosen = await choose(ctx, store.list(), name, input.options['all'] === true)
  const removed: Profile[] = []
  for (const profile of chosen) if (await store.remove(profile.name)) removed.push(profile)
  if (ctx.io.json) {
    ctx.io.document({
      removed: removed.map(({ name, connector, environment }) => ({ profile: name, connector, environment })),
    })
    return 0
  }
  for (const { name, connector, environment } of removed)
    ctx.io.out(
      ctx.lang === 'zh'
        ? `已删除 ${name}（${connector}，${environment}）。`
        : `Removed ${name} (${connector}, ${environment}).`,
    )
  if (removed.some(({ environment }) => environment === 'local')) sayLocalRemoved(ctx.io)
  if (removed.length === 0) ctx.io.say({ en: 'Nothing was saved.', zh: '没有已保存的凭证。' })
  return 0
}

async function choose(
  ctx: CommandContext,
  saved: readonly Profile[],
  name: string | undefined,
  all: boolean,
): Promise<readonly Profile[]> {
  const { environment } = ctx.options
  const inEnvironment = saved.filter((one) => environment === undefined || one.environment === environment)
  if (name === undefined) {
    if (all) return inEnvironment
    if (!ctx.io.interactive)
      throw missingArgument({ name: 'name', command: 'integ logout', example: 'integ logout alipay' })
    return inEnvironment.length === 0 ? [] : [await ask(ctx, inEnvironment)]
  }
  const exact = inEnvironment.filter((one) => one.name === name.normalize('NFC'))
  const fitting = exact.length > 0 ? exact : inEnvironment.filter((one) => one.connector === name)
  if (fitting.length === 0)
    throw unknownProfile({
      name,
      nearest: nearest(
        name,
        saved.flatMap((one) => [one.name, one.connector]),
      ),
    })
  if (all || fitting.length === 1) return fitting
  // The throw-away credential of the sandbox is not what somebody logs out of.
  const real = fitting.filter((one) => one.environment !== 'local')
  if (real.length === 1) return real
  if (ctx.io.interactive) return [await ask(ctx, fitting)]
  throw ambiguousLogout({ connector: name, names: fitting.map((one) => one.name) })
}

async function ask(ctx: CommandContext, profiles: readonly Profile[]): Promise<Profile> {
  const prompts = await ctx.prompts()
  const choices = profiles.map((one) => ({ value: one, name: `${one.name} (${one.connector}, ${one.environment})` }))
  return prompts.select({ en: 'Which one?', zh: '删除哪一个？' }, choices)
}
