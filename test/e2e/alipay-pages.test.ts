import { existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLive, type Live } from '../connectors/alipay/live.ts'

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
/** Where to keep pictures of the pages; absent: none are taken. */
const PICTURES = process.env['INTEG_TEST_PICTURES']
const AXE = createRequire(import.meta.url).resolve('axe-core')

describe.skipIf(!existsSync(CHROMIUM))('in a browser', { timeout: 60_000 }, () => {
  let live: Live
  let browser: Browser
  const shop = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    // The merchant leads on once more: a browser counts that to the form as well.
    if (request.url?.startsWith('/return')) response.writeHead(302, { location: `/done${request.url.slice(7)}` })
    response.end('<title>shop</title>')
  })
  let back = ''
  beforeAll(async () => {
    live = await openLive()
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
    back = `http://localhost:${(shop.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    await browser?.close()
    shop.closeAllConnections()
    shop.close()
    await live?.close()
  })

  const open = async (look: { lang?: 'en' | 'zh'; dark?: boolean; narrow?: boolean }): Promise<Page> => {
    const context = await browser.newContext({
      locale: look.lang === 'zh' ? 'zh-CN' : 'en-US',
      colorScheme: look.dark ? 'dark' : 'light',
      viewport: look.narrow ? { width: 320, height: 640 } : { width: 1000, height: 800 },
    })
    const page = await context.newPage()
    page.on('console', (message) => problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(error.message))
    return page
  }
  const problems: string[] = []

  /** No complaint of the browser, nothing to scroll sideways, and what axe finds. */
  const inspect = async (page: Page, name: string, look: 'close' | 'passing' = 'close') => {
    if (PICTURES !== undefined) {
      mkdirSync(PICTURES, { recursive: true })
      await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
    }
    expect(problems.splice(0), name).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), name).toBe(true)
    if (look === 'passing') return
    const clean = await page.context().newPage()
    await clean.setContent(await page.content())
    await clean.addScriptTag({ path: AXE })
    const found = (await clean.evaluate(
      'axe.run().then((result) => result.violations.map((one) => one.id + " " + one.nodes.map((node) => node.html)))',
    )) as string[]
    await clean.close()
    problems.splice(0)
    expect(found, name).toEqual([])
  }

  const order = async (number: string, operation: 'page' | 'wap' | 'app' = 'page') => {
    const products = { page: 'FAST_INSTANT_TRADE_PAY', wap: 'QUICK_WAP_WAY', app: 'QUICK_MSECURITY_PAY' }
    const address = await live.address(`alipay.trade.${operation}.pay`, {
      out_trade_no: number,
      total_amount: '1288.00',
      subject: '手冲咖啡豆 · Yirgacheffe, 2 × 500 g',
      product_code: products[operation],
      ...(operation === 'app' ? {} : { return_url: `${back}/return?own=1` }),
      ...(operation === 'wap' ? { quit_url: `${back}/cart` } : {}),
    })
    return address.href
  }

  it.each([
    ['en', false, false],
    ['zh', false, true],
    ['en', true, true],
    ['zh', true, false],
  ] as const)(
    'the cashier fails, is left, and pays by the keyboard (%s, dark %s, narrow %s)',
    async (lang, dark, narrow) => {
      const name = `cashier-${lang}-${dark ? 'dark' : 'light'}`
      const number = `K${lang}${dark ? 1 : 0}`
      const page = await open({ lang, dark, narrow })
      await page.goto(await order(number))
      await inspect(page, name)
      await page.getByRole('button', { name: lang === 'zh' ? '模拟付款失败' : 'Let it fail' }).click()
      expect(await page.getByRole('alert').textContent()).toContain(
        lang === 'zh' ? '余额不足' : 'balance is not enough',
      )
      await inspect(page, `${name}-failed`)
      await page.getByRole('button', { name: lang === 'zh' ? '取消' : 'Cancel' }).click()
      await inspect(page, `${name}-left`, 'passing')
      await page.getByRole('link').click()
      await page.waitForURL(/\/cashier\/\w+$/)
      await expect.poll(() => page.evaluate('document.activeElement?.value')).toBe('pay')
      // The way to pay has the focus: Enter is enough.
      const cashier = page.url()
      await page.keyboard.press('Enter')
      await page.waitForURL(`${back}/done**`)
      expect(new URL(page.url()).searchParams.get('out_trade_no')).toBe(number)
      await page.goto(cashier)
      await inspect(page, `${name}-paid`, 'passing')
      await page.context().close()
    },
  )

  it('a mobile page leads back to quit_url, and an app order shows what the app receives', async () => {
    const page = await open({ narrow: true })
    await page.goto(await order('W1', 'wap'))
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.waitForURL(`${back}/cart`)
    await page.goto(await order('A1', 'app'))
    await page.getByRole('button', { name: 'Pay now' }).click()
    expect(await page.locator('pre').textContent()).toContain('"resultStatus": "9000"')
    await inspect(page, 'app-result')
    await page.context().close()
  })

  it.each([
    ['en', false, true],
    ['zh', true, false],
  ] as const)('a user and a merchant agree and refuse (%s, dark %s)', async (lang, dark, narrow) => {
    const mode = `${lang}-${dark ? 'dark' : 'light'}`
    const given = { app_id: live.credential['app_id']!, redirect_uri: `${back}/done`, state: 'abc' }
    const agree = { name: lang === 'zh' ? '同意授权' : 'Agree' }
    const refuse = { name: lang === 'zh' ? '拒绝' : 'Refuse' }
    const page = await open({ lang, dark, narrow })
    const pages = [
      ['publicAppAuthorize.htm', { ...given, scope: 'auth_user' }, 'auth_code'],
      ['appToAppAuth.htm', given, 'app_auth_code'],
    ] as const
    for (const [file, values, code] of pages) {
      const address = `${live.origin}/oauth2/${file}?${new URLSearchParams(values).toString()}`
      await page.goto(address)
      await inspect(page, `${file.replace('.htm', '')}-${mode}`)
      await page.getByRole('button', refuse).click()
      await page.waitForURL(`${back}/done**`)
      expect(new URL(page.url()).searchParams.has(code)).toBe(false)
      await page.goto(address)
      if (code === 'app_auth_code') await page.getByLabel(lang === 'zh' ? '商户' : 'Merchant').fill('茶馆')
      await page.getByRole('button', agree).click()
      await page.waitForURL(`${back}/done**`)
      expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
        state: 'abc',
        [code]: expect.stringMatching(/\w{32}/),
      })
    }
    await page.goto(
      `${live.origin}/oauth2/appToAppAuth.htm?app_id=${given.app_id}&redirect_uri=https://shop.example.com/`,
    )
    await expect.poll(() => page.getByRole('alert').count()).toBe(1)
    // The page says 400, and the browser's console repeats it.
    problems.splice(0)
    await inspect(page, `refused-${mode}`, 'passing')
    await page.context().close()
  })
})
