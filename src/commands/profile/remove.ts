import type { RunCommand } from '../../cli/command.ts'
import { requireProfile } from '../../profiles/store.ts'
import { sayLocalRemoved } from '../../ui/render/credentials.ts'

export const run: RunCommand = async (ctx, input) => {
  const store = await ctx.profiles()
  const name = input.args[0] ?? ''
  const profile = requireProfile(name, store)
  await store.remove(profile.name)
  const { connector, environment } = profile
  if (ctx.io.json) ctx.io.document({ removed: [{ profile: profile.name, connector, environment }] })
  else
    ctx.io.out(
      ctx.lang === 'zh'
        ? `已删除 ${profile.name}（${connector}，${environment}）。`
        : `Removed ${profile.name} (${connector}, ${environment}).`,
    )
  if (environment === 'local') sayLocalRemoved(ctx.io)
  return 0
}
