import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ensureLocalCredential } from '../../../src/profiles/local.ts'
import { createProfileStore } from '../../../src/profiles/store.ts'
import { fixedClock, seededRandom } from '../../support/fixed.ts'
import { tempDir } from '../../support/temp-dir.ts'
import { bearer, toy } from './toy.ts'

const storeAt = (config: string) => createProfileStore({ paths: { config }, clock: fixedClock() })

describe('the local credential', () => {
  it('is minted once and found again', async () => {
    const folder = tempDir()
    const first = await ensureLocalCredential(toy, storeAt(folder), { random: seededRandom(), clock: fixedClock() })
    const second = await ensureLocalCredential(toy, storeAt(folder), { random: seededRandom(2), clock: fixedClock() })
    expect(first).toMatchObject({ profile: 'toy-pay-local', saved: true })
    expect(second).toEqual(first)
  })

  it('is the same for all who ask at the same moment', async () => {
    const folder = tempDir()
    const all = await Promise.all(
      [1, 2, 3, 4].map((seed) =>
        ensureLocalCredential(toy, storeAt(folder), { random: seededRandom(seed), clock: fixedClock() }),
      ),
    )
    expect(new Set(all.map((one) => one.credential['private_key'])).size).toBe(1)
  })

  it('is handed out unsaved when the store cannot be written', async () => {
    const blocked = join(tempDir(), 'file')
    writeFileSync(blocked, '')
    const found = await ensureLocalCredential(bearer, storeAt(join(blocked, 'x')), {
      random: seededRandom(),
      clock: fixedClock(),
    })
    expect(found).toEqual({ credential: { token: 'local-token-123456' }, profile: 'acme-local', saved: false })
  })

  it('is not made over a damaged store', async () => {
    const folder = tempDir()
    writeFileSync(join(folder, 'profiles.json'), '{')
    await expect(
      ensureLocalCredential(bearer, storeAt(folder), { random: seededRandom(), clock: fixedClock() }),
    ).rejects.toMatchObject({
      code: 'store-damaged',
    })
  })

  it('holds what every scheme of the connector needs', async () => {
    const both = { id: 'both', auth: { ...toy.auth, ...bearer.auth } }
    const { credential } = await ensureLocalCredential(both, storeAt(tempDir()), {
      random: seededRandom(),
      clock: fixedClock(),
    })
    expect(Object.keys(credential).sort()).toEqual(['app_id', 'platform_key', 'private_key', 'token'])
  })

  it('is empty for a connector without authentication', async () => {
    const store = storeAt(tempDir())
    expect(
      await ensureLocalCredential({ id: 'open', auth: {} }, store, { random: seededRandom(), clock: fixedClock() }),
    ).toMatchObject({
      credential: {},
    })
    expect(store.list()).toEqual([])
  })
})
