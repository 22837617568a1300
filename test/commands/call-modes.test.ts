import { describe, expect, it } from 'vitest'
import { saveMerchant } from '../../src/profiles/merchants.ts'
import { createProfileStore } from '../../src/profiles/store.ts'
import { createRegistry } from '../../src/registry/registry.ts'
import { findPaths } from '../../src/system/paths.ts'
import { systemClock } from '../../src/system/clock.ts'
import { systemRandom } from '../../src/system/random.ts'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'

function home() {
  const folder = tempDir()
  const env = { HOME: folder, INTEG_CONFIG_DIR: `${folder}/config`, INTEG_DATA_DIR: `${folder}/data` }
  const store = createProfileStore({ paths: { config: env.INTEG_CONFIG_DIR }, clock: systemClock })
  return { store, integ: (...argv: string[]) => runCli(argv, { cwd: folder, env }) }
}

const CREATE = ['alipay.trade.create', 'out_trade_no=T1', 'total_amount=1', 'subject=茶', 'buyer_id=2088000000000001']
const QUERY = ['call', 'alipay.trade.query', 'out_trade_no=T1']

describe('integ call', () => {
  it('takes another protocol, and encrypts, with the same order on the other side', async () => {
    const { integ } = home()
    expect((await integ('call', ...CREATE, '--protocol', 'v3')).code).toBe(0)
    const v3 = await integ(...QUERY, '--protocol', 'v3', '--encrypt', '-v')
    expect(v3.json()).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' })
    expect(v3.stderr).toContain('/v3/alipay/trade/query')
    expect(v3.stderr).not.toContain('"out_trade_no":"T1"')
    expect((await integ(...QUERY)).json()).toMatchObject({ code: '10000', trade_status: 'WAIT_BUYER_PAY' })
  })

  it('names the protocols that there are, in both languages', async () => {
    const { integ } = home()
    const page = ['call', 'alipay.trade.page.pay', 'out_trade_no=T1', '--protocol', 'v3']
    const { code, stderr } = await integ(...page)
    expect(code).toBe(2)
    expect(stderr).toContain('integ call alipay.trade.page.pay … --protocol v2')
    expect((await integ(...page, '--lang', 'zh-CN')).stderr).toContain('不能用协议“v3”调用，可用：v2。')
  })

  it('acts for a merchant whose authorisation is saved, and shows no token', async () => {
    const { integ, store } = home()
    await integ('call', ...CREATE)
    const profile = store.find('alipay', 'local')!.name
    const token = '202611BBnobody-has-this-one'
    await saveMerchant(store, profile, 'acme', { token, authorisedAt: '2026-11-22T00:00:00Z' })
    const refused = await integ(...QUERY, '--for', 'acme', '-v')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('aop.invalid-app-auth-token')
    expect(refused.stderr + refused.stdout).not.toContain(token)
    const unknown = await integ(...QUERY, '--for', 'acne')
    expect(unknown.code).toBe(4)
    expect(unknown.stderr).toContain('Did you mean acme?')
    expect(unknown.stderr).toContain('integ authorize alipay --for acne')
  })

  it('asks what a merchant granted, by the name under which it is saved', async () => {
    const { integ, store } = home()
    await integ('call', ...CREATE)
    const profile = store.find('alipay', 'local')!.name
    await saveMerchant(store, profile, 'acme', { token: '202611BBnobody', authorisedAt: '2026-11-22T00:00:00Z' })
    const { code, stderr } = await integ('call', 'alipay.open.auth.token.app.query', '--for', 'acme')
    expect(code).toBe(1)
    expect(stderr).toContain('AUTH_TOKEN_NOT_EXISTED')
  })

  it('shows what the sandbox itself says of a fault that it does not know', async () => {
    const { integ } = home()
    const { code, stderr } = await integ(...QUERY, 'integ-fault:error=NOPE')
    expect(code).toBe(1)
    expect(stderr).toContain('fault-code-unknown')
  })

  it('fetches a new certificate of the platform once, keeps it, and says so', async () => {
    const { integ, store } = home()
    await integ('call', ...CREATE)
    const { name, credential } = store.find('alipay', 'local')!
    const paths = findPaths(process.env)
    const registry = await createRegistry({ builtinFolder: paths.builtinConnectors, project: undefined, paths })
    const connector = await registry.get('alipay')
    registry.close()
    const rotated = await connector.auth['alipayRsa2']!.rotate!(credential, systemRandom, systemClock)
    await store.update(name, (before) => ({ ...before, credential: { ...rotated, mode: 'certificate' } }))
    const first = await integ(...QUERY)
    expect(first.json()).toMatchObject({ code: '10000' })
    expect(first.stderr).toContain(`the profile ${name} did not have`)
    expect(store.get(name)?.credential['alipay_cert']).not.toBe(credential['alipay_cert'])
    expect((await integ(...QUERY)).stderr).not.toContain('did not have')
  })
})
