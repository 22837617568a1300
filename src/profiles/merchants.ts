import { unknownMerchant } from '../errors/catalog/auth.ts'
import { nearest } from '../text/nearest.ts'
import { checkName } from './names.ts'
import type { Redactor } from './redact.ts'
import type { Merchant, ProfileStore } from './store.ts'

export type { Merchant } from './store.ts'

export interface NamedMerchant extends Merchant {
  readonly name: string
}

/** Saves what a merchant's authorisation left under a profile; replaces the merchant of that name. Throws `unknown-profile`, `bad-profile-name`. */
export async function saveMerchant(
  store: Pick<ProfileStore, 'update'>,
  profile: string,
  name: string,
  record: Merchant,
): Promise<NamedMerchant> {
  const checked = checkName(name)
  await store.update(profile, (before) => ({ ...before, merchants: { ...before.merchants, [checked]: record } }))
  return { ...record, name: checked }
}

/** In order of their names; empty when the profile has none or is not saved. */
export function listMerchants(store: Pick<ProfileStore, 'get'>, profile: string): readonly NamedMerchant[] {
  const merchants = Object.entries(store.get(profile)?.merchants ?? {})
  return merchants.map(([name, record]) => ({ ...record, name })).sort((a, b) => (a.name < b.name ? -1 : 1))
}

export interface WantedMerchant {
  readonly connector: string
  readonly profile: string | undefined
  readonly name: string
}

/** The merchant of that name; its tokens appear nowhere from now on. Throws `unknown-merchant` with the nearest name. */
export function findMerchant(
  store: Pick<ProfileStore, 'get'>,
  { connector, profile, name }: WantedMerchant,
  redactor: Pick<Redactor, 'add'>,
): NamedMerchant {
  const known = profile === undefined ? [] : listMerchants(store, profile)
  const found = known.find((one) => one.name === name.normalize('NFC'))
  if (!found) {
    const names = known.map((one) => one.name)
    throw unknownMerchant({ name, connector, profile, known: names, nearest: nearest(name, names) })
  }
  redactor.add(found.token)
  if (found.refreshToken) redactor.add(found.refreshToken)
  return found
}

/** False when there was none of that name. Throws `unknown-profile`. */
export async function removeMerchant(
  store: Pick<ProfileStore, 'update'>,
  profile: string,
  name: string,
): Promise<boolean> {
  let removed = false
  await store.update(profile, (before) => {
    const { [name.normalize('NFC')]: gone, ...merchants } = before.merchants ?? {}
    removed = gone !== undefined
    return { ...before, merchants }
  })
  return removed
}
