import type { EnvironmentName } from '../project/project.ts'
import type { CredentialField } from '../sdk/auth.ts'
import type { Text } from '../text/text.ts'
import { fieldsOf, isSecret, type Authenticated } from './fields.ts'
import { fingerprint, readKey } from './fingerprint.ts'
import { findCredential, type CredentialSource, type ResolvedCredential, type ResolveInput } from './resolve.ts'
import type { Profile } from './store.ts'
import { variableName } from './values.ts'

/** One value of a credential, fit to be shown. */
export interface ShownField {
  readonly name: string
  readonly label: Text
  readonly secret: boolean
  /** Absent: secret, or too long to be told apart by eye; then there is a fingerprint. */
  readonly value?: string
  readonly fingerprint?: Text
  readonly source: CredentialSource
}

export interface ShownCredential {
  readonly connector: string
  readonly environment: EnvironmentName
  readonly profile: string | undefined
  /** What a call without --env and --profile would use. */
  readonly current: boolean
  readonly fields: readonly ShownField[]
  readonly missing: readonly string[]
  /** Fields whose saved value an environment variable replaces. */
  readonly shadowed: readonly { readonly field: string; readonly variable: string }[]
  /** A local credential that is made when it is first needed. */
  readonly pending: boolean
}

export type OverviewInput = Omit<ResolveInput, 'local'>

/**
 * Every credential of one connector that a call could use now, the current one first. Makes nothing, calls nobody.
 * With `--env` or `--profile` only that one. Throws what `resolveCredential` throws, but not `no-credential`.
 */
export function overviewOf(input: OverviewInput): readonly ShownCredential[] {
  const current = findCredential(input)
  const chosen = input.environment !== undefined || input.profileName !== undefined
  const others = chosen ? [] : otherEnvironments(input, current.environment)
  const found = [
    current,
    ...others.map((environment) => findCredential({ ...input, environment, env: withoutWish(input.env) })),
  ]
  return found.map((one, at) => show(input.connector, one, at === 0))
}

/** Those with something to show: a saved profile, or variables, which are for any environment but local. */
function otherEnvironments(input: OverviewInput, current: EnvironmentName): readonly EnvironmentName[] {
  const fields = fieldsOf(input.connector)
  const hasVariables = fields.some((field) => input.env[variableName(input.connector.id, field.name)])
  const hasProfile = (environment: EnvironmentName) => input.store.find(input.connector.id, environment) !== undefined
  const named = (['local', 'sandbox', 'production'] as const).filter((one) => one !== current && hasProfile(one))
  return hasVariables && current === 'local' && !named.includes('sandbox') ? ['sandbox', ...named] : named
}

const withoutWish = (env: ResolveInput['env']): ResolveInput['env'] => ({ ...env, INTEG_ENV: undefined })

function show(connector: Authenticated, found: ResolvedCredential, current: boolean): ShownCredential {
  const fields = fieldsOf(connector)
  // In the order in which the connector lists its fields, wherever each value comes from.
  const place = (name: string) => fields.findIndex((field) => field.name === name) + 1 || fields.length + 1
  const values = Object.entries(found.credential).sort(([a], [b]) => place(a) - place(b))
  const shown = values.map(([name, value]) => showField(fields, name, value, found.sources[name] ?? { kind: 'minted' }))
  return {
    connector: connector.id,
    environment: found.environment,
    profile: found.profile,
    current,
    fields: shown,
    missing: found.missing,
    shadowed: found.shadowed.map((field) => ({ field, variable: variableName(connector.id, field) })),
    pending: found.environment === 'local' && found.missing.length > 0,
  }
}

/** A profile on its own, as it is saved. `connector` is undefined when it is no longer installed. */
export function showProfile(profile: Profile, connector: Authenticated | undefined): readonly ShownField[] {
  const fields = connector ? fieldsOf(connector) : []
  const source: CredentialSource = { kind: 'profile', name: profile.name }
  return Object.entries(profile.credential).map(([name, value]) => showField(fields, name, value, source))
}

function showField(
  fields: readonly CredentialField[],
  name: string,
  value: string,
  source: CredentialSource,
): ShownField {
  const field = fields.find((one) => one.name === name)
  const secret = isSecret(fields, name)
  const plain = !secret && readKey(value) === undefined
  const said = plain ? { value } : { fingerprint: fingerprint(value) }
  return { name, label: field?.label ?? { en: name, zh: name }, secret, ...said, source }
}
