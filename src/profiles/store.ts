import { statSync } from 'node:fs'
import { basename, dirname, extname, resolve } from 'node:path'
import { profileNameTaken, unknownProfile } from '../errors/catalog/auth.ts'
import type { EnvironmentName } from '../project/project.ts'
import type { Credential } from '../sdk/auth.ts'
import type { Clock } from '../sdk/http.ts'
import type { Paths } from '../system/paths.ts'
import { nearest } from '../text/nearest.ts'
import { changeStore, type Decide, type Writer } from './change.ts'
import { activeKey, parseObject, serialise, type Contents, type Profile } from './contents.ts'
import { importQuietly } from './import-quietly.ts'
import { checkName } from './names.ts'
import { looseParts, readStore, realPlace } from './place.ts'

export type { Merchant, Profile } from './contents.ts'
export type NewProfile = Omit<Profile, 'createdAt'>

/** Saved credentials. Reading never writes; every change is made under a lock on what is on disk at that moment. */
export interface ProfileStore {
  /** Path of the file, plain text, readable by this user only. */
  readonly location: string
  /** By connector, environment, name. */
  list(): readonly Profile[]
  get(name: string): Profile | undefined
  /** The active profile of that connector and environment, or the only ones left: the oldest. */
  find(connector: string, environment: EnvironmentName): Profile | undefined
  /** Saves, replaces the profile of that name, and makes it the active one. Throws `profile-name-taken`. */
  save(profile: NewProfile): Promise<Profile>
  /** The profile that `find` finds; made and saved once when there is none, however many processes ask. */
  ensure(connector: string, environment: EnvironmentName, name: string, credential: Credential): Promise<Profile>
  /** Changes a saved profile where it stands; whether it is the active one stays as it is. Throws `unknown-profile`. */
  update(name: string, change: (profile: Profile) => Profile): Promise<Profile>
  /** False when there was none of that name. */
  remove(name: string): Promise<boolean>
  /** Makes it the active one of its connector and environment. Throws `unknown-profile`. */
  use(name: string): Promise<Profile>
  /** Paths that other users of this machine can look into; the next change closes them. */
  loose(): readonly string[]
}

export function createProfileStore(ports: { paths: Pick<Paths, 'config'>; clock: Clock }): ProfileStore {
  const location = resolve(ports.paths.config, 'profiles.json')
  const change = <T>(decide: Decide<T>) => changeStore(location, decide, openConf)
  const last = lastRead(location)
  const read = () => last().contents
  const stamp = (profile: NewProfile): Profile => ({ ...profile, createdAt: new Date(ports.clock.now()).toISOString() })
  return {
    location,
    list: () => last().list,
    get: (name) => read().profiles.get(name.normalize('NFC')),
    find: (connector, environment) => findIn(read(), connector, environment),
    save: (given) => {
      const profile = stamp({ ...given, name: checkName(given.name) })
      return change((now) => ({ next: withProfile(now, profile), result: profile }))
    },
    ensure: (connector, environment, name, credential) =>
      change((now) => {
        const found = findIn(now, connector, environment)
        if (found) return { result: found }
        const profile = stamp({ name: checkName(name), connector, environment, credential })
        return { next: withProfile(now, profile), result: profile }
      }),
    update: (given, alter) =>
      change((now) => {
        const before = savedIn(now, given)
        const after = { ...alter(before), name: before.name }
        return { next: { ...now, profiles: new Map(now.profiles).set(before.name, after) }, result: after }
      }),
    remove: async (given) => {
      const name = given.normalize('NFC')
      if (!read().profiles.has(name)) return false
      return change((now) =>
        now.profiles.has(name) ? { next: withoutProfile(now, name), result: true } : { result: false },
      )
    },
    use: (given) =>
      change((now) => {
        const profile = savedIn(now, given)
        return { next: withProfile(now, profile), result: profile }
      }),
    loose: () => looseParts(realPlace(location)),
  }
}

/** The contents on disk, read again when the file is another one: a sandbox asks for every request. */
function lastRead(location: string): () => LastRead {
  let last: LastRead | undefined
  return () => {
    const mark = markOf(location)
    if (last && mark !== undefined && last.mark === mark) return last
    const contents = readStore(realPlace(location))
    last = { mark, contents, list: sorted(contents) }
    return last
  }
}

interface LastRead {
  readonly mark: string | undefined
  readonly contents: Contents
  /** The same array for as long as nothing has changed. */
  readonly list: readonly Profile[]
}

/** Changes with every write, which makes a new file; undefined when that cannot be seen. */
function markOf(file: string): string | undefined {
  try {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false })
    return found ? `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}` : 'no file'
  } catch {
    return undefined
  }
}

function sorted(contents: Contents): Profile[] {
  const key = (profile: Profile) => `${profile.connector}\n${profile.environment}\n${profile.name}`
  return [...contents.profiles.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

function findIn(contents: Contents, connector: string, environment: EnvironmentName): Profile | undefined {
  const active = contents.profiles.get(contents.active.get(activeKey(connector, environment)) ?? '')
  const fits = (profile: Profile) => profile.connector === connector && profile.environment === environment
  if (active && fits(active)) return active
  return sorted(contents)
    .filter(fits)
    .reduce<Profile | undefined>(
      (oldest, one) => (oldest && oldest.createdAt <= one.createdAt ? oldest : one),
      undefined,
    )
}

function savedIn(contents: Contents, name: string): Profile {
  const profile = contents.profiles.get(name.normalize('NFC'))
  if (!profile) throw unknownProfile({ name, nearest: nearest(name, [...contents.profiles.keys()]) })
  return profile
}

function withProfile(contents: Contents, profile: Profile): Contents {
  const before = contents.profiles.get(profile.name)
  if (before && (before.connector !== profile.connector || before.environment !== profile.environment))
    throw profileNameTaken({ name: profile.name, has: activeKey(before.connector, before.environment) })
  return {
    ...contents,
    // Who logs in again, with a new key say, keeps the merchants who authorised.
    profiles: new Map(contents.profiles).set(
      profile.name,
      before?.merchants && !profile.merchants ? { ...profile, merchants: before.merchants } : profile,
    ),
    active: new Map(contents.active).set(activeKey(profile.connector, profile.environment), profile.name),
  }
}

function withoutProfile(contents: Contents, name: string): Contents {
  const profiles = new Map(contents.profiles)
  profiles.delete(name)
  return { ...contents, profiles, active: new Map([...contents.active].filter(([, active]) => active !== name)) }
}

/** The profile of that name. Throws `unknown-profile` with the nearest one. */
export function requireProfile(name: string, store: Pick<ProfileStore, 'get' | 'list'>): Profile {
  const profile = store.get(name)
  if (profile) return profile
  const known = store.list().map((one) => one.name)
  throw unknownProfile({ name, nearest: nearest(name, known) })
}

/** Loaded only by commands that change something: conf costs as much to load as everything else together. */
async function openConf(): Promise<Writer> {
  const { default: Conf } = await importQuietly(() => import('conf'))
  return (file, value) => {
    const conf = new Conf<Record<string, unknown>>({
      cwd: dirname(file),
      configName: basename(file, extname(file)),
      fileExtension: extname(file).slice(1),
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
      serialize: serialise,
      deserialize: (text) => parseObject(text) ?? {},
    })
    conf.store = value
  }
}
