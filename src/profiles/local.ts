import { IntegError } from '../errors/integ-error.ts'
import type { Credential } from '../sdk/auth.ts'
import type { Clock, Random } from '../sdk/http.ts'
import type { Authenticated } from './fields.ts'
import { missingFields } from './fields.ts'
import { defaultName } from './names.ts'
import type { ProfileStore } from './store.ts'

export interface LocalCredential {
  readonly credential: Credential
  readonly profile: string
  /** False: the store cannot be written, so the next process will make another. */
  readonly saved: boolean
}

/** What a store that cannot be written answers; the sandbox of this process works all the same. */
const UNSAVED = new Set(['store-not-writable', 'store-not-written', 'store-newer', 'store-busy', 'store-foreign'])

/**
 * The throw-away credential of the environment `local`: found, or minted and saved once, however many processes ask
 * at the same moment. A connector without authentication has an empty one, which is not saved. Throws `store-damaged`.
 */
export async function ensureLocalCredential(
  connector: Authenticated,
  store: Pick<ProfileStore, 'find' | 'ensure'>,
  ports: { readonly random: Random; readonly clock: Clock },
): Promise<LocalCredential> {
  const name = defaultName(connector.id, 'local')
  if (Object.keys(connector.auth).length === 0) return { credential: {}, profile: name, saved: true }
  const found = store.find(connector.id, 'local')
  if (found) return { credential: found.credential, profile: found.name, saved: true }
  const minted = await mintCredential(connector, ports)
  try {
    const profile = await store.ensure(connector.id, 'local', name, minted)
    return { credential: profile.credential, profile: profile.name, saved: true }
  } catch (error) {
    if (!(error instanceof IntegError) || !UNSAVED.has(error.code)) throw error
    return { credential: minted, profile: name, saved: false }
  }
}

/** By the first scheme; a later one adds only what the earlier ones did not make. */
export async function mintCredential(
  connector: Authenticated,
  { random, clock }: { readonly random: Random; readonly clock: Clock },
): Promise<Credential> {
  let credential: Credential = {}
  for (const [id, scheme] of Object.entries(connector.auth))
    if (missingFields(connector, credential, id).length > 0)
      credential = { ...(await scheme.mint(random, clock)), ...credential }
  return credential
}
