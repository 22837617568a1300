import type { RunCommand } from '../../cli/command.ts'
import { renderProfiles } from '../../ui/render/credentials.ts'

export const run: RunCommand = async (ctx) => {
  const store = await ctx.profiles()
  const { environment } = ctx.options
  const profiles = store
    .list()
    .filter((one) => environment === undefined || one.environment === environment)
    .map((one) => ({ ...one, active: store.find(one.connector, one.environment)?.name === one.name }))
  if (ctx.io.json) {
    const plain = profiles.map(({ name, connector, environment, createdAt, active }) => ({
      name,
      connector,
      environment,
      createdAt,
      active,
    }))
    ctx.io.document({ profiles: plain, location: store.location })
    return 0
  }
  if (profiles.length > 0) ctx.io.out(renderProfiles(profiles, { lang: ctx.lang, color: ctx.io.color }))
  else ctx.io.say({ en: 'Nothing is saved yet: integ login', zh: '尚未保存任何凭证：integ login' })
  return 0
}
