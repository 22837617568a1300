import type { RunCommand } from '../../cli/command.ts'
import { rotationUnsaved } from '../../errors/catalog/rotation.ts'
import { missingArgument } from '../../errors/catalog/usage.ts'
import { requireProfile } from '../../profiles/store.ts'
import { rotateKeys } from '../../sandbox/rotate.ts'
import { rotationLines } from '../../ui/render/rotation.ts'
import { createStyle } from '../../ui/style.ts'

/** The platform changes its keys. A running sandbox reads the store for each request, so it knows at once. */
export const run: RunCommand = async (ctx, input) => {
  const [name] = input.args
  const command = 'integ sandbox rotate'
  if (name === undefined) throw missingArgument({ name: 'connector', command, example: `${command} alipay` })
  const connector = await (await ctx.registry()).get(name)
  const store = await ctx.profiles()
  const local =
    ctx.options.profile === undefined
      ? await ctx.localCredential(connector)
      : { profile: requireProfile(ctx.options.profile, store).name, saved: true }
  if (!local.saved || !store.get(local.profile)) throw rotationUnsaved({ connector: connector.id })
  const { credential } = requireProfile(local.profile, store)
  const { credential: rotated, ...changes } = await rotateKeys(connector, credential, ctx)
  await store.update(local.profile, (profile) => ({ ...profile, credential: rotated }))
  const done = { connector: connector.id, profile: local.profile, ...changes }
  if (ctx.io.json) ctx.io.document(done)
  else for (const line of rotationLines(done, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
  return 0
}
