import { afterAll, beforeAll, expect, it } from 'vitest'
import { authoriseByPage, type BrowserOptions } from '../../../src/authorisation/authorise.ts'
import { createProfileStore } from '../../../src/profiles/store.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { openLive, type Live } from '../../connectors/alipay/live.ts'
import { tempDir } from '../../support/temp-dir.ts'

let live: Live
beforeAll(async () => void (live = await openLive()))
afterAll(() => live.close())

/** The page's address as soon as it may be opened, and what comes of it. */
async function begin(more: Partial<BrowserOptions> = {}) {
  const store = createProfileStore({ paths: { config: tempDir() }, clock: systemClock })
  await store.save({ name: 'local', connector: 'alipay', environment: 'local', credential: live.credential })
  const wanted = { connector: live.connector, merchant: 'shop1', profile: 'local', environment: 'local' as const }
  const secrets: string[] = []
  const ports = {
    call: live.ports,
    store,
    redactor: { add: (one: string) => void secrets.push(one) },
    signal: new AbortController().signal,
  }
  let onPage: (page: URL) => void = () => undefined
  const page = new Promise<URL>((resolve) => (onPage = resolve))
  const options: BrowserOptions = { lang: 'en', port: 0, timeoutMs: 5000, onPage, ...more }
  const saved = authoriseByPage(wanted, live.credential, new URL(live.origin), ports, options)
  saved.catch(() => undefined)
  return { page: await page, saved, store, secrets }
}

async function answer(page: URL, choice: 'agree' | 'refuse'): Promise<string> {
  const form = { ...Object.fromEntries(page.searchParams), merchant: 'shop1', do: choice }
  return (await live.visit(page.pathname, form)).location
}

it('the browser comes back with a code that becomes the merchant’s saved token', async () => {
  const { page, saved, store, secrets } = await begin()
  expect(page.origin).toBe(live.origin)
  const back = await answer(page, 'agree')
  const shown = await fetch(back)
  expect(shown.status).toBe(200)
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await shown.text()).toContain('The authorisation is saved as shop1.')
  const merchant = await saved
  expect(store.get('local')?.merchants?.['shop1']).toMatchObject({ token: merchant.token, appId: merchant.appId })
  expect(secrets).toContain(merchant.token)
  expect(await live.ask('alipay.trade.query', { out_trade_no: 'x' }, { merchant: merchant.token })).toMatchObject({
    error: 'ACQ.TRADE_NOT_EXIST',
  })
})

it('an answer with another state is not taken, and the right one still is', async () => {
  const { page, saved } = await begin()
  const back = new URL(await answer(page, 'agree'))
  const foreign = new URL(back)
  foreign.searchParams.set('state', 'guessed')
  expect((await fetch(foreign)).status).toBe(400)
  expect((await fetch(new URL('/elsewhere', back))).status).toBe(404)
  expect((await fetch(back)).status).toBe(200)
  await saved
})

it('a refusal and a code that the platform does not take are told, in the browser and here', async () => {
  const refused = await begin()
  const page = await fetch(await answer(refused.page, 'refuse'))
  expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('Nothing was saved.')])
  await expect(refused.saved).rejects.toMatchObject({ code: 'authorisation-refused' })

  const wrong = await begin()
  const back = new URL(await answer(wrong.page, 'agree'))
  back.searchParams.set('app_auth_code', 'nonsense')
  expect((await fetch(back)).status).toBe(400)
  await expect(wrong.saved).rejects.toThrow(/AUTH_CODE_NOT_EXIST/)
})

it('nobody is waited for longer than the time that was given, and a taken port is told', async () => {
  const late = await begin({ timeoutMs: 50 })
  await expect(late.saved).rejects.toMatchObject({ code: 'authorisation-timed-out' })
  const port = Number(new URL(live.origin).port)
  const options = { lang: 'en' as const, port, timeoutMs: 50, onPage: () => undefined }
  const wanted = { connector: live.connector, merchant: 'shop1', profile: 'local', environment: 'local' as const }
  const store = createProfileStore({ paths: { config: tempDir() }, clock: systemClock })
  const ports = { call: live.ports, store, redactor: { add: () => undefined }, signal: new AbortController().signal }
  await expect(authoriseByPage(wanted, live.credential, new URL(live.origin), ports, options)).rejects.toMatchObject({
    code: 'authorisation-port-taken',
  })
})
