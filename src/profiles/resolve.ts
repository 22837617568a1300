import { noCredential, productionNotNamed, profileElsewhere } from '../errors/catalog/auth.ts'
import { invalidValue } from '../errors/catalog/usage.ts'
import type { EnvironmentName, Project } from '../project/project.ts'
import type { Credential } from '../sdk/auth.ts'
import type { Authenticated } from './fields.ts'
import { fieldsOf, hideSecrets, missingFields } from './fields.ts'
import type { LocalCredential } from './local.ts'
import type { Redactor } from './redact.ts'
import { requireProfile, type Profile, type ProfileStore } from './store.ts'
import { readVariable, variableName } from './values.ts'

/** Where a value comes from. `file` is what the variable pointed to. */
export type CredentialSource =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string; readonly file?: string }
  /** Made for this run only, because the store cannot be written. */
  | { readonly kind: 'minted' }

export interface ResolvedCredential {
  readonly environment: EnvironmentName
  readonly credential: Credential
  /** By field. */
  readonly sources: Readonly<Record<string, CredentialSource>>
  /** Name of the profile that gave at least one value, or would have. */
  readonly profile?: string
  /** Fields of the profile that an environment variable replaces by something else. */
  readonly shadowed: readonly string[]
  /** Fields without which no call can be signed. */
  readonly missing: readonly string[]
}

export interface ResolveInput {
  readonly connector: Authenticated
  /** Security scheme that the call needs; absent: any that is complete will do. */
  readonly scheme?: string | undefined
  /** `--env` */
  readonly environment: EnvironmentName | undefined
  /** `--profile` */
  readonly profileName: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly store: Pick<ProfileStore, 'get' | 'find' | 'list'>
  readonly project: Pick<Project, 'environment' | 'file'> | undefined
  /** `ensureLocalCredential` of this connector. */
  readonly local: () => Promise<LocalCredential>
  readonly redactor: Pick<Redactor, 'add'>
}

/**
 * The credential of a call. A field comes from the profile named by `--profile`, else from its environment variable,
 * else from the active profile. In the environment `local` variables do not count: the sandbox knows only the
 * credential that was minted for it. Throws `no-credential`, `unknown-profile`, `profile-elsewhere`,
 * `production-not-named`, `credential-file-unreadable`.
 */
export async function resolveCredential(input: ResolveInput): Promise<ResolvedCredential> {
  const found = findCredential(input)
  if (found.missing.length === 0) return found
  const { connector, environment } = { connector: input.connector, environment: found.environment }
  if (environment === 'local' && input.profileName === undefined) {
    const { credential, profile, saved } = await input.local()
    hideSecrets(fieldsOf(connector), credential, input.redactor)
    const source: CredentialSource = saved ? { kind: 'profile', name: profile } : { kind: 'minted' }
    const sources = Object.fromEntries(Object.keys(credential).map((field) => [field, source]))
    return { environment, credential, sources, profile, shadowed: [], missing: [] }
  }
  const variables = found.missing.map((field) => variableName(connector.id, field))
  throw noCredential(
    { connector: connector.id, environment, missing: found.missing, variables },
    { details: { connector: connector.id, environment, missing: found.missing, variables } },
  )
}

/** The same without making anything: what is missing is said, not thrown. */
export function findCredential(input: Omit<ResolveInput, 'local'>): ResolvedCredential {
  const { connector, store, redactor } = input
  const fields = fieldsOf(connector)
  const named = input.profileName === undefined ? undefined : namedProfile(input.profileName, connector.id, store)
  const environment = chooseEnvironment(input, named)
  const profile = named ?? store.find(connector.id, environment)
  if (profile) hideSecrets(fields, profile.credential, redactor)
  const credential: Record<string, string> = { ...profile?.credential }
  const sources: Record<string, CredentialSource> = {}
  const shadowed: string[] = []
  if (profile) for (const field of Object.keys(credential)) sources[field] = { kind: 'profile', name: profile.name }
  for (const field of environment === 'local' ? [] : fields) {
    if (named && credential[field.name] !== undefined) continue
    const variable = readVariable(field, { connector: connector.id, env: input.env, cwd: input.cwd })
    if (!variable) continue
    if (field.secret) redactor.add(variable.value)
    if (credential[field.name] !== undefined && credential[field.name] !== variable.value) shadowed.push(field.name)
    credential[field.name] = variable.value
    sources[field.name] = { kind: 'variable', name: variable.name, ...(variable.file ? { file: variable.file } : {}) }
  }
  return {
    environment,
    credential,
    sources,
    ...(profile ? { profile: profile.name } : {}),
    shadowed,
    missing: missingFields(connector, credential, input.scheme),
  }
}

/** `--env`, then INTEG_ENV, then the named profile's, then the project file's, then `local`. */
export function chooseEnvironment(
  input: Pick<ResolveInput, 'environment' | 'env' | 'project'>,
  profile: Profile | undefined,
): EnvironmentName {
  const said = input.environment ?? environmentVariable(input.env)
  if (said !== undefined) {
    if (profile && profile.environment !== said) {
      const by = input.env['INTEG_ENV'] === said ? 'INTEG_ENV' : '--env'
      throw profileElsewhere({ name: profile.name, has: profile.environment, wanted: said, by })
    }
    return said
  }
  if (profile) return profile.environment
  if (input.project?.environment === 'production') throw productionNotNamed({ file: input.project.file })
  return input.project?.environment ?? 'local'
}

function environmentVariable(env: Readonly<Record<string, string | undefined>>): EnvironmentName | undefined {
  const value = env['INTEG_ENV']
  if (!value) return undefined
  if (value === 'local' || value === 'sandbox' || value === 'production') return value
  const expected = { en: 'one of local, sandbox, production', zh: 'local、sandbox、production 之一' }
  throw invalidValue({ name: 'INTEG_ENV', value, expected })
}

function namedProfile(name: string, connector: string, store: Pick<ProfileStore, 'get' | 'list'>): Profile {
  const profile = requireProfile(name, store)
  if (profile.connector !== connector)
    throw profileElsewhere({ name, has: profile.connector, wanted: connector, by: connector })
  return profile
}
