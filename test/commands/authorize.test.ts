import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'
import { compileConnectors } from './credential-connectors.ts'

let connectors: Awaited<ReturnType<typeof compileConnectors>>
beforeAll(async () => void (connectors = await compileConnectors()))
afterAll(() => connectors.remove())

function setUp() {
  const cwd = tempDir()
  const env = { INTEG_CONFIG_DIR: `${cwd}/config`, INTEG_STATE_DIR: `${cwd}/state`, INTEG_DATA_DIR: `${cwd}/data` }
  return (...argv: string[]) => runCli(argv, { builtinConnectors: connectors.folder, cwd, env })
}

it('works offline in one go: authorise, then act for the merchant', async () => {
  const integ = setUp()
  const done = await integ('authorize', 'alipay', '--for', 'shop1', '--json')
  expect(done.code, done.stderr).toBe(0)
  const { merchant, environment, appId } = done.json()
  expect({ merchant, environment }).toEqual({ merchant: 'shop1', environment: 'local' })
  expect(appId).toMatch(/^2021\d{12}$/)
  expect(done.stdout).not.toMatch(/\d{6}BB/)
  const asked = await integ('call', 'alipay.trade.query', '--for', 'shop1', 'out_trade_no=T1', '--json')
  expect(asked.json()).toMatchObject({ ok: false, error: { code: 'ACQ.TRADE_NOT_EXIST' } })
})

it('makes the merchant known to whoami and to the profile, without its token', async () => {
  const integ = setUp()
  await integ('authorize', 'alipay', '--for', 'shop1')
  for (const words of [
    ['whoami', 'alipay'],
    ['profile', 'show', 'alipay-local'],
  ]) {
    expect((await integ(...words)).stdout).toMatch(/merchants: shop1 \(2021\d{12}\)/)
    expect((await integ(...words, '--json')).stdout).not.toMatch(/\d{6}BB/)
  }
})

it('takes the usual name of a merchant where no question is wanted', async () => {
  expect((await setUp()('authorize', 'alipay', '--yes', '--json')).json()).toMatchObject({ merchant: 'shop1' })
})

it('names what is missing, and who cannot be authorised', async () => {
  const integ = setUp()
  expect((await integ('authorize', 'alipay')).stderr).toContain('--for')
  expect((await integ('authorize', 'acme', '--for', 'x')).stderr).toContain('acme knows no authorisation of merchants')
  expect((await integ('authorize', 'alipay', '--for', 'x', '--redirect', 'javascript:1', '--yes')).code).toBe(2)
})
