import { describe, expect, it } from 'vitest'
import { findMerchant, listMerchants, removeMerchant, saveMerchant } from '../../../src/profiles/merchants.ts'
import { createRedactor } from '../../../src/profiles/redact.ts'
import { createProfileStore } from '../../../src/profiles/store.ts'
import { fixedClock } from '../../support/fixed.ts'
import { tempDir } from '../../support/temp-dir.ts'

const RECORD = { token: '202611BBtoken-of-acme', refreshToken: '202611BBrefresh', authorisedAt: '2026-11-22T00:00:00Z' }
const credential = { app_id: '9021000000000001' }

async function storeWith(...names: string[]) {
  const store = createProfileStore({ paths: { config: tempDir() }, clock: fixedClock() })
  await store.save({ name: 'mine', connector: 'alipay', environment: 'sandbox', credential })
  for (const name of names) await saveMerchant(store, 'mine', name, RECORD)
  return store
}

describe('merchants of a profile', () => {
  it('are kept beside the credential, and what was there stays', async () => {
    const store = await storeWith('acme', 'bolt')
    expect(listMerchants(store, 'mine').map(({ name }) => name)).toEqual(['acme', 'bolt'])
    expect(store.get('mine')?.credential).toEqual(credential)
    expect(store.find('alipay', 'sandbox')?.name).toBe('mine')
  })

  it('survive a new login under the same name', async () => {
    const store = await storeWith('acme')
    await store.save({ name: 'mine', connector: 'alipay', environment: 'sandbox', credential: { app_id: '2' } })
    expect(listMerchants(store, 'mine')).toHaveLength(1)
  })

  it('are found by name, and their tokens are masked from then on', async () => {
    const store = await storeWith('acme')
    const redactor = createRedactor()
    const found = findMerchant(store, { connector: 'alipay', profile: 'mine', name: 'acme' }, redactor)
    expect(found.token).toBe(RECORD.token)
    expect(redactor.mask(`token ${RECORD.token} and ${RECORD.refreshToken}`)).not.toContain('202611BB')
  })

  it('names the nearest one and the way to an authorisation when there is none of that name', async () => {
    const store = await storeWith('acme')
    const wanted = { connector: 'alipay', profile: 'mine', name: 'acne' }
    expect(() => findMerchant(store, wanted, createRedactor())).toThrowError(
      expect.objectContaining({
        code: 'unknown-merchant',
        hints: expect.arrayContaining([
          expect.objectContaining({ text: expect.objectContaining({ en: 'Did you mean acme?' }) }),
          expect.objectContaining({ command: 'integ authorize alipay --for acne' }),
        ]),
      }),
    )
  })

  it('can be removed, and a profile that is not there is refused', async () => {
    const store = await storeWith('acme')
    expect(await removeMerchant(store, 'mine', 'acme')).toBe(true)
    expect(await removeMerchant(store, 'mine', 'acme')).toBe(false)
    await expect(saveMerchant(store, 'yours', 'acme', RECORD)).rejects.toMatchObject({ code: 'unknown-profile' })
  })
})
