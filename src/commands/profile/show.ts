import type { RunCommand } from '../../cli/command.ts'
import { fieldsOf, hideSecrets } from '../../profiles/fields.ts'
import { listMerchants } from '../../profiles/merchants.ts'
import { showProfile } from '../../profiles/overview.ts'
import { requireProfile } from '../../profiles/store.ts'
import {
  fieldDocuments,
  merchantDocuments,
  renderFields,
  renderMerchants,
  renderProfiles,
} from '../../ui/render/credentials.ts'

export const run: RunCommand = async (ctx, input) => {
  const [registry, store] = await Promise.all([ctx.registry(), ctx.profiles()])
  const name = input.args[0] ?? ''
  const profile = requireProfile(name, store)
  const isKnown = registry.list().some((one) => one.id === profile.connector)
  const connector = isKnown ? await registry.get(profile.connector) : undefined
  hideSecrets(connector ? fieldsOf(connector) : [], profile.credential, ctx.redactor)
  const fields = showProfile(profile, connector)
  const merchants = listMerchants(store, profile.name)
  const active = store.find(profile.connector, profile.environment)?.name === profile.name
  if (ctx.io.json) {
    const { connector, environment, createdAt } = profile
    ctx.io.document({
      profile: {
        name: profile.name,
        connector,
        environment,
        createdAt,
        active,
        fields: fieldDocuments(fields, ctx.lang),
        merchants: merchantDocuments(merchants),
      },
    })
    return 0
  }
  const view = { lang: ctx.lang, color: ctx.io.color }
  ctx.io.out(
    [
      renderProfiles([{ ...profile, active }], view),
      ...renderFields(fields, view),
      ...renderMerchants(merchants, view),
    ].join('\n'),
  )
  return 0
}
