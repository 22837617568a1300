import type { RunCommand } from '../../cli/command.ts'
import { unknownProfile } from '../../errors/catalog/auth.ts'
import { nearest } from '../../text/nearest.ts'

export const run: RunCommand = async (ctx, input) => {
  const store = await ctx.profiles()
  const name = input.args[0] ?? ''
  const profile = store.get(name)
  if (!profile || !(await store.remove(profile.name)))
    throw unknownProfile({
      name,
      nearest: nearest(
        name,
        store.list().map((one) => one.name),
      ),
    })
  const { connector, environment } = profile
  if (ctx.io.json) ctx.io.document({ removed: [{ profile: profile.name, connector, environment }] })
  else
    ctx.io.out(
      ctx.lang === 'zh'
        ? `已删除 ${profile.name}（${connector}，${environment}）。`
        : `Removed ${profile.name} (${connector}, ${environment}).`,
    )
  return 0
}
