import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLive, type Live } from './live.ts'

let live: Live
let appId: string
beforeAll(async () => {
  live = await openLive()
  appId = live.credential['app_id']!
})
afterAll(() => live.close())

const BACK = 'http://localhost:9/callback?a=1'
const userPage = (more: Record<string, string> = {}) =>
  `/oauth2/publicAppAuthorize.htm?${new URLSearchParams({ app_id: appId, scope: 'auth_user', redirect_uri: BACK, state: 's1', ...more }).toString()}`
const shopPage = (more: Record<string, string> = {}) =>
  `/oauth2/appToAppAuth.htm?${new URLSearchParams({ app_id: appId, redirect_uri: BACK, state: 's2', ...more }).toString()}`
const exchange = (code: string) => live.ask('alipay.system.oauth.token', { grant_type: 'authorization_code', code })
const inMode = async (scope: string) => {
  const { result } = await live.client.act('alipay.user.authorise', { scope })
  return exchange((result as Record<string, string>)['auth_code']!)
}

describe('a user', () => {
  it('is not asked for auth_base, and comes back with a code that works once', async () => {
    const answer = await live.visit(userPage({ scope: 'auth_base' }))
    const back = new URL(answer.location)
    expect(answer.status).toBe(302)
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      a: '1',
      app_id: appId,
      scope: 'auth_base',
      state: 's1',
    })
    const code = back.searchParams.get('auth_code')!
    const tokens = await exchange(code)
    expect(tokens).toMatchObject({ expires_in: 1296000, re_expires_in: 2592000, error: undefined, trust: 'verified' })
    expect(tokens['code']).toBeUndefined()
    expect(await exchange(code)).toMatchObject({ error: 'isv.code-invalid' })
    expect(await live.ask('alipay.user.info.share', { auth_token: tokens['access_token']! })).toMatchObject({
      error: 'isv.insufficient-user-permissions',
    })
  })

  it('is asked for auth_user, and may agree or refuse', async () => {
    const page = await live.visit(userPage())
    expect(page.status).toBe(200)
    expect(page.text).toContain('Let this app know who you are?')
    const form = { app_id: appId, scope: 'auth_user', redirect_uri: BACK, state: 's1' }
    const refused = new URL((await live.visit('/oauth2/publicAppAuthorize.htm', { ...form, do: 'refuse' })).location)
    expect(refused.searchParams.get('auth_code')).toBeNull()
    expect(refused.searchParams.get('state')).toBe('s1')
    const agreed = new URL((await live.visit('/oauth2/publicAppAuthorize.htm', { ...form, do: 'agree' })).location)
    const tokens = await exchange(agreed.searchParams.get('auth_code')!)
    const user = await live.ask('alipay.user.info.share', { auth_token: tokens['access_token']! })
    expect(user).toMatchObject({ code: '10000', user_id: tokens['user_id'], nick_name: '沙箱买家' })
  })

  it('is sent nowhere that is not this machine or registered', async () => {
    for (const redirect_uri of [
      'https://evil.test/',
      'javascript:alert(1)',
      'http://localhost.evil.test/',
      'http://a@localhost/',
      '',
    ]) {
      const page = await live.visit(userPage({ scope: 'auth_base', redirect_uri }))
      expect([page.status, page.location], redirect_uri).toEqual([400, ''])
    }
    await live.client.act('alipay.console.redirect', { url: 'https://dev.example.com/cb' })
    expect(
      (await live.visit(userPage({ scope: 'auth_base', redirect_uri: 'https://dev.example.com/cb?x=1' }))).status,
    ).toBe(302)
    expect((await live.visit(userPage({ app_id: '2021' }))).status).toBe(400)
    const foreign = await live.visit(
      '/oauth2/publicAppAuthorize.htm',
      { app_id: appId, scope: 'auth_user', redirect_uri: BACK, do: 'agree' },
      { 'sec-fetch-site': 'cross-site' },
    )
    expect(foreign.status).toBe(400)
  })

  it('gives tokens that are refreshed once and end in simulated time', async () => {
    const first = await inMode('auth_user')
    const refresh = (token: string) =>
      live.ask('alipay.system.oauth.token', { grant_type: 'refresh_token', refresh_token: token })
    const second = await refresh(first['refresh_token']!)
    expect(second['access_token']).not.toBe(first['access_token'])
    expect(await refresh(first['refresh_token']!)).toMatchObject({ error: 'isv.refreshed-token-invalid' })
    expect(await refresh('nonsense')).toMatchObject({ error: 'isv.refresh-token-invalid' })
    expect(await live.ask('alipay.system.oauth.token', { grant_type: 'guess' })).toMatchObject({
      error: 'isv.grant-type-invalid',
    })
    expect(await live.ask('alipay.user.info.share', { auth_token: 'nonsense' })).toMatchObject({
      error: 'aop.invalid-auth-token',
    })
    const { result } = await live.client.act('alipay.user.authorise', {})
    await live.client.advanceClock('4m')
    expect(await exchange((result as Record<string, string>)['auth_code']!)).toMatchObject({
      error: 'isv.code-invalid',
    })
    await live.client.advanceClock('16d')
    expect(await live.ask('alipay.user.info.share', { auth_token: second['access_token']! })).toMatchObject({
      error: 'aop.auth-token-time-out',
    })
    await live.client.advanceClock('20d')
    expect(await refresh(second['refresh_token']!)).toMatchObject({ error: 'isv.refresh-token-time-out' })
  })

  it('gets the failure of a token as error_response on the wire', async () => {
    const address = await live.address('alipay.system.oauth.token', { grant_type: 'authorization_code', code: 'x' })
    expect((await live.visit(address.href)).text).toMatch(/^\{"error_response":\{.*"sub_code":"isv.code-invalid"/)
  })
})

describe('a merchant', () => {
  const tokenOf = async (params: Record<string, string>) => {
    const { result } = await live.client.act('alipay.merchant.authorise', params)
    const { app_auth_code: code = '' } = result as Record<string, string>
    return live.ask('alipay.open.auth.token.app', { grant_type: 'authorization_code', code })
  }
  const order = (number: string) => ({
    out_trade_no: number,
    total_amount: '3.00',
    subject: 'Tea',
    buyer_id: '2088000000000001',
  })

  it('agrees on the page; the code becomes a token once', async () => {
    expect((await live.visit(shopPage())).text).toContain('Let this app act for your shop?')
    const form = { app_id: appId, redirect_uri: BACK, state: 's2', merchant: '茶馆"', do: 'agree' }
    const back = new URL((await live.visit('/oauth2/appToAppAuth.htm', form)).location)
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ a: '1', app_id: appId, state: 's2' })
    const ask = () =>
      live.ask('alipay.open.auth.token.app', {
        grant_type: 'authorization_code',
        code: back.searchParams.get('app_auth_code')!,
      })
    const tokens = await ask()
    expect(tokens['app_auth_token']).toMatch(/^\d{6}BB[0-9a-f]{32}$/)
    expect(await ask()).toMatchObject({ error: 'AUTH_CODE_NOT_VALID' })
    // Known by name from now on, and escaped.
    expect((await live.visit(shopPage())).text).toContain('<option value="茶馆&#34;">')
    expect(
      await live.ask('alipay.open.auth.token.app.query', { app_auth_token: tokens['app_auth_token']! }),
    ).toMatchObject({
      status: 'valid',
      auth_app_id: tokens['auth_app_id'],
    })
    const v3 = { app_auth_token: tokens['app_auth_token']! }
    expect(await live.ask('alipay.open.auth.token.app.query', v3, { protocol: 'v3' })).toMatchObject({
      status: 'valid',
    })
  })

  it('owns what is made with the token, and notifications name both apps', async () => {
    const shop = await tokenOf({ merchant: 'shop1' })
    const merchant = shop['app_auth_token']!
    await live.ask('alipay.trade.create', { ...order('M1'), notify_url: live.notifyUrl }, { merchant })
    expect(await live.ask('alipay.trade.query', { out_trade_no: 'M1' })).toMatchObject({ error: 'ACQ.TRADE_NOT_EXIST' })
    await live.client.act('alipay.buyer.pay', { out_trade_no: 'M1' })
    for (const protocol of ['v2', 'v3']) {
      expect(await live.ask('alipay.trade.query', { out_trade_no: 'M1' }, { merchant, protocol })).toMatchObject({
        trade_status: 'TRADE_SUCCESS',
      })
    }
    expect(live.received.find((one) => one['out_trade_no'] === 'M1')).toMatchObject({
      app_id: appId,
      auth_app_id: shop['auth_app_id'],
    })
    // A code order is opened by the sandbox's buyer, who is the same person at every merchant of the app.
    const { buyer_id: _, ...code } = order('M2')
    await live.ask('alipay.trade.precreate', code, { merchant })
    await live.client.act('alipay.buyer.pay', { out_trade_no: 'M2' })
    expect(await live.ask('alipay.trade.query', { out_trade_no: 'M2' }, { merchant })).toMatchObject({
      buyer_user_id: (await inMode('auth_user'))['user_id'],
    })
    const refund = { out_trade_no: 'M1', refund_amount: '3.00' }
    expect(await live.ask('alipay.trade.refund', refund)).toMatchObject({ error: 'ACQ.TRADE_NOT_EXIST' })
    expect(await live.ask('alipay.trade.refund', refund, { merchant })).toMatchObject({ fund_change: 'Y' })
  })

  it('is paid by an order string that names it', async () => {
    const { app_auth_token: token = '', auth_app_id: owner } = await tokenOf({ merchant: 'shop3' })
    const values = { out_trade_no: 'M3', total_amount: '3.00', subject: 'Tea', app_auth_token: token }
    const order = (await live.address('alipay.trade.app.pay', values)).search.slice(1)
    const { result } = (await live.client.act('alipay.app.pay', { order })).result as Record<string, string>
    expect(result).toContain(`"auth_app_id":"${owner}"`)
    expect(await live.ask('alipay.trade.query', { out_trade_no: 'M3' }, { merchant: token })).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
    })
  })

  it('refuses what was not granted, what is wrong, and what the operation does not know', async () => {
    const { app_auth_token: narrow = '' } = await tokenOf({ merchant: 'narrow', methods: 'alipay.trade.query' })
    const error = async (operation: string, values: Record<string, string>, merchant: string) =>
      (await live.ask(operation, values, { merchant })).error
    expect(await error('alipay.trade.query', { out_trade_no: 'x' }, narrow)).toBe('ACQ.TRADE_NOT_EXIST')
    expect(await error('alipay.trade.close', { out_trade_no: 'x' }, narrow)).toBe('aop.invalid-app-auth-token-no-api')
    expect(await error('alipay.trade.query', { out_trade_no: 'x' }, 'nonsense')).toBe('aop.invalid-app-auth-token')
    expect(await error('alipay.open.auth.token.app', { grant_type: 'x' }, narrow)).toBe('isv.not-support-app-auth')
  })

  it('refreshes and withdraws', async () => {
    const first = await tokenOf({ merchant: 'shop2' })
    const refresh = (token: string) =>
      live.ask('alipay.open.auth.token.app', { grant_type: 'refresh_token', refresh_token: token })
    const query = (merchant: string) => live.ask('alipay.trade.query', { out_trade_no: 'x' }, { merchant })
    const second = await refresh(first['app_refresh_token']!)
    expect(await refresh(first['app_refresh_token']!)).toMatchObject({ error: 'REFRESH_TOKEN_NOT_VALID' })
    expect(await refresh('nonsense')).toMatchObject({ error: 'REFRESH_TOKEN_NOT_EXIST' })
    await live.client.advanceClock('11m')
    expect(await query(first['app_auth_token']!)).toMatchObject({ error: 'aop.app-auth-token-time-out' })
    expect(await query(second['app_auth_token']!)).toMatchObject({ error: 'ACQ.TRADE_NOT_EXIST' })
    await live.client.act('alipay.merchant.revoke', { merchant: 'shop2' })
    expect(await query(second['app_auth_token']!)).toMatchObject({ error: 'aop.invalid-app-auth-token' })
    await expect(live.client.act('alipay.merchant.revoke', { merchant: 'shop2' })).rejects.toThrow(/No merchant shop2/)
  })
})
