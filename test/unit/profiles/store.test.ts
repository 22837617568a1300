import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { onTestFinished, describe, expect, it } from 'vitest'
import { createProfileStore, type ProfileStore } from '../../../src/profiles/store.ts'
import { fixedClock } from '../../support/fixed.ts'
import { tempDir } from '../../support/temp-dir.ts'

const storeAt = (config: string, clock = fixedClock()): ProfileStore => createProfileStore({ paths: { config }, clock })
const shop = { name: 'shop', connector: 'toy', environment: 'sandbox', credential: { token: 'secret-1' } } as const
const mode = (path: string) => statSync(path).mode & 0o777

async function failure(
  work: () => unknown,
): Promise<{ code: string; text: { en: string; zh: string }; hints: readonly { text: { en: string } }[] }> {
  try {
    await work()
  } catch (error) {
    return error as never
  }
  throw new TypeError('nothing was thrown')
}

describe('the profile store', () => {
  it('gives back what was saved, also to a store opened later', async () => {
    const folder = tempDir()
    const saved = await storeAt(folder).save(shop)
    expect(saved.createdAt).toBe('2026-07-01T04:00:00.000Z')
    expect(storeAt(folder).get('shop')).toEqual(saved)
    expect(storeAt(folder).list()).toEqual([saved])
  })

  it('is empty, and makes nothing, while nothing was saved', () => {
    const folder = join(tempDir(), 'none')
    expect(storeAt(folder).list()).toEqual([])
    expect(storeAt(folder).find('toy', 'local')).toBeUndefined()
    expect(existsSync(folder)).toBe(false)
  })

  it('finds the profile saved last until another one is chosen, and the one that is left after a removal', async () => {
    const clock = fixedClock()
    const store = storeAt(tempDir(), clock)
    await store.save(shop)
    clock.advance(1000)
    await store.save({ ...shop, name: 'second' })
    expect(store.find('toy', 'sandbox')?.name).toBe('second')
    await store.use('shop')
    expect(store.find('toy', 'sandbox')?.name).toBe('shop')
    expect(await store.remove('shop')).toBe(true)
    expect(await store.remove('shop')).toBe(false)
    expect(store.find('toy', 'sandbox')?.name).toBe('second')
    expect(store.find('toy', 'production')).toBeUndefined()
  })

  it('refuses to replace a profile of another connector or environment', async () => {
    const store = storeAt(tempDir())
    await store.save(shop)
    expect((await failure(() => store.save({ ...shop, environment: 'production' }))).code).toBe('profile-name-taken')
    expect(store.get('shop')?.environment).toBe('sandbox')
  })

  it.each(['my.shop.example.com', 'a.b', 'a/b', 'A', 'a', 'toString', 'é', '店铺'])(
    'keeps the name %j as it is',
    async (name) => {
      const store = storeAt(tempDir())
      await store.save({ ...shop, name: 'other' })
      await store.save({ ...shop, name })
      expect(
        store
          .list()
          .map((one) => one.name)
          .sort(),
      ).toEqual(['other', name].sort())
      expect(store.get(name)?.credential).toEqual({ token: 'secret-1' })
    },
  )

  it('takes two ways to write the same letter for one name', async () => {
    const store = storeAt(tempDir())
    await store.save({ ...shop, name: 'e\u0301' })
    expect(store.get('\u00e9')?.name).toBe('\u00e9')
    expect(store.list()).toHaveLength(1)
  })

  it.each([
    '',
    ' ',
    'a\nb',
    '\u001b[2J',
    '__proto__',
    'constructor',
    'prototype',
    ' a',
    'a\u202eb',
    '--all',
    'x'.repeat(101),
  ])('refuses the name %j', async (name) => {
    const folder = tempDir()
    expect((await failure(async () => storeAt(folder).save({ ...shop, name }))).code).toBe('bad-profile-name')
    expect(readdirSync(folder)).toEqual([])
  })

  it('is closed to other users whatever the umask, and closes what stood open', async () => {
    const before = process.umask(0)
    onTestFinished(() => void process.umask(before))
    const folder = join(tempDir(), 'deep', 'config')
    const store = storeAt(folder)
    await store.save(shop)
    expect([mode(folder), mode(store.location)]).toEqual([0o700, 0o600])
    chmodSync(folder, 0o755)
    chmodSync(store.location, 0o644)
    expect(store.loose()).toEqual([folder, store.location])
    await store.save({ ...shop, name: 'second' })
    expect([mode(folder), mode(store.location)]).toEqual([0o700, 0o600])
    expect(store.loose()).toEqual([])
    expect(readdirSync(folder)).toEqual(['profiles.json'])
  })

  it.each([
    ['cut off', '{"version":1,"profiles":{"a":'],
    ['empty', ''],
    ['an array', '[]'],
    ['without version', '{}'],
    ['of another shape', '{"version":1,"profiles":{"a":{"connector":1}},"active":{}}'],
    ['binary', '\u0000\u0001'],
  ])('says so when the file is %s, and leaves it alone', async (_, text) => {
    const folder = tempDir()
    const file = join(folder, 'profiles.json')
    writeFileSync(file, text)
    const store = storeAt(folder)
    for (const work of [() => store.list(), () => store.save(shop), () => store.remove('a'), () => store.use('a')]) {
      const error = await failure(work)
      expect(error.code).toBe('store-damaged')
      expect(error.text.en).toContain(file)
    }
    expect(readFileSync(file, 'utf8')).toBe(text)
    expect(readdirSync(folder)).toEqual(['profiles.json'])
  })

  it('reads a file that an editor gave a byte order mark', async () => {
    const folder = tempDir()
    const store = storeAt(folder)
    await store.save(shop)
    writeFileSync(store.location, `\ufeff${readFileSync(store.location, 'utf8')}`)
    expect(store.get('shop')?.credential).toEqual({ token: 'secret-1' })
    await store.save({ ...shop, name: 'second' })
    expect(store.list()).toHaveLength(2)
  })

  it('reads a store of a newer version as far as it can and never writes it', async () => {
    const folder = tempDir()
    const file = join(folder, 'profiles.json')
    const good = { connector: 'toy', environment: 'sandbox', credential: { token: 'x' }, createdAt: 'now' }
    const text = JSON.stringify({ version: 2, profiles: { good, odd: { shape: 'new' } }, active: {} })
    writeFileSync(file, text)
    const store = storeAt(folder)
    expect(store.list().map((one) => one.name)).toEqual(['good'])
    const error = await failure(() => store.save(shop))
    expect(error.code).toBe('store-newer')
    expect(error.text.en).toContain('format 2')
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('reads as empty and names the way out where no folder can be made', async () => {
    const blocked = join(tempDir(), 'file')
    writeFileSync(blocked, '')
    const store = storeAt(join(blocked, 'integ'))
    expect(store.list()).toEqual([])
    const error = await failure(() => store.save(shop))
    expect(error.code).toBe('store-not-writable')
    expect(error.text.en).toContain(store.location)
    expect(error.hints.map((hint) => hint.text.en).join()).toMatch(/INTEG_CONFIG_DIR.*INTEG_<CONNECTOR>_<FIELD>/)
  })

  it('follows a link of the user to another file, and keeps the link', async () => {
    const folder = tempDir()
    const real = tempDir()
    await storeAt(real).save(shop)
    symlinkSync(join(real, 'profiles.json'), join(folder, 'profiles.json'))
    await storeAt(folder).save({ ...shop, name: 'second' })
    expect(storeAt(real).list()).toHaveLength(2)
    expect(readdirSync(folder)).toEqual(['profiles.json'])
  })

  it('removes half-written files that a killed process left, and brings back the store from its copy', async () => {
    const folder = tempDir()
    const store = storeAt(folder)
    await store.save(shop)
    const good = readFileSync(store.location, 'utf8')
    writeFileSync(`${store.location}.before`, good)
    writeFileSync(store.location, good.slice(0, 20))
    writeFileSync(`${store.location}.tmp-1234567890abcdef`, good)
    expect(store.get('shop')?.credential).toEqual({ token: 'secret-1' })
    await store.save({ ...shop, name: 'second' })
    expect(store.list()).toHaveLength(2)
    expect(readdirSync(folder)).toEqual(['profiles.json'])
  })

  it('does not take a copy for the store when somebody removed the store', async () => {
    const folder = tempDir()
    mkdirSync(folder, { recursive: true })
    const store = storeAt(folder)
    await store.save(shop)
    writeFileSync(`${store.location}.before`, readFileSync(store.location))
    const { unlinkSync } = await import('node:fs')
    unlinkSync(store.location)
    await store.save({ ...shop, name: 'second' })
    expect(store.list().map((one) => one.name)).toEqual(['second'])
  })

  it('keeps all of many changes made at once in one process', async () => {
    const folder = tempDir()
    const names = Array.from({ length: 20 }, (_, at) => `shop-${at}`)
    await Promise.all(names.map((name) => storeAt(folder).save({ ...shop, name })))
    expect(
      storeAt(folder)
        .list()
        .map((one) => one.name)
        .sort(),
    ).toEqual([...names].sort())
  })

  it('keeps one of several credentials that are made for the same place at once', async () => {
    const folder = tempDir()
    const ensure = (at: number) => storeAt(folder).ensure('toy', 'local', 'toy-local', { token: `made-${at}` })
    const all = await Promise.all([1, 2, 3, 4].map(ensure))
    expect(new Set(all.map((one) => one.credential['token'])).size).toBe(1)
    expect(storeAt(folder).find('toy', 'local')?.credential).toEqual(all[0]?.credential)
  })
})
