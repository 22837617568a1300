import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it, onTestFinished } from 'vitest'
import { inspectorAddress, ticketAddress } from '../../src/sandbox/inspector-address.ts'
import { signMessage } from '../../src/signing/message.ts'
import { chromiumPath, openPage, startBrowser } from '../support/browser.ts'
import { root } from '../support/sources.ts'
import { keyRing, PARTNER, requestScheme } from '../unit/sandbox/toy-connector.ts'
import { http, jsonOf, request, signedCall, startReceiver, startToy } from '../unit/sandbox/toy-sandbox.ts'

const MARKUP = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>'
const where = chromiumPath === undefined ? ' (skipped: no chromium; apt-get install chromium fonts-noto-cjk)' : ''

let browser: Browser
beforeAll(async () => {
  if (chromiumPath === undefined) return
  if (!existsSync(join(root, 'dist/inspector/index.html')))
    execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', 'src/inspector'], {
      cwd: root,
    })
  browser = await startBrowser()
})
afterAll(() => browser?.close())

type Toy = Awaited<ReturnType<typeof startToy>>

async function order(toy: Toy, body: object = { amount: 5 }): Promise<string> {
  return String(jsonOf(await http.send(signedCall(`${toy.url}/orders`, body, toy.time)))['id'])
}

/** Signed as a program does that reads its body from a file and cuts off nothing. */
function badlySigned(toy: Toy) {
  const unsigned = request(
    'POST',
    `${toy.url}/orders`,
    { amount: 7 },
    { 'x-toy-app': 'app-1', 'content-type': 'application/json' },
  )
  const stamp = { timestamp: Math.floor(toy.time.now() / 1000), nonce: '' }
  const scheme = {
    ...requestScheme,
    signingInput: (...given: Parameters<typeof requestScheme.signingInput>) => {
      const input = requestScheme.signingInput(...given)
      return { ...input, text: `${input.text}\n` }
    },
  }
  return signMessage(scheme, unsigned, keyRing(PARTNER), stamp).message
}

const rows = (page: Page) => page.locator('.grid tbody tr')
const open = (toy: Toy, options = {}) => openPage(browser, inspectorAddress(toy), options)

describe.skipIf(chromiumPath === undefined)(`the inspector${where}`, () => {
  it('shows requests as they happen and finds them by what is in their body', async ({ expect }) => {
    const toy = await startToy()
    const page = await open(toy)
    await page.getByText('No request yet').waitFor()
    expect(page.url()).toBe(`${toy.control}/#/requests`)
    await order(toy, { amount: 5, note: 'first' })
    await rows(page).first().waitFor()
    const id = await order(toy, { amount: 6, note: 'second' })
    await rows(page).nth(1).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type(id)
    await expect.poll(() => rows(page).count()).toBe(1)
    await rows(page).first().click()
    await page.getByRole('tab', { name: 'Request' }).click()
    await page.getByText('"second"').waitFor()
    await page.getByRole('tab', { name: 'Response' }).click()
    await page.getByRole('tabpanel').getByText(`"${id}"`).waitFor()
  })

  it('shows what a refused caller signed, and where it differs', async ({ expect }) => {
    const toy = await startToy()
    await order(toy)
    expect((await http.send(badlySigned(toy))).status).toBe(401)
    const page = await open(toy)
    await page.getByRole('button', { name: 'Refused' }).click()
    await expect.poll(() => rows(page).count()).toBe(1)
    await rows(page).first().click()
    await page.getByText('There is a line break at the end that does not belong').waitFor()
    await page.getByRole('tab', { name: /Signing/ }).click()
    const difference = page.locator('.difference')
    expect(await difference.locator('tr').nth(0).innerText()).toContain('end')
    expect(await difference.locator('tr').nth(1).locator('mark').innerText()).toBe('LF')
    expect(await page.locator('.signed:not(.difference)').first().innerText()).toContain('{"amount":7}')
  })

  it('resends an event and shows the attempt that follows', async ({ expect }) => {
    const receiver = await startReceiver({ status: 500 }, { body: 'success' })
    const toy = await startToy()
    await order(toy, { amount: 5, notify: receiver.url })
    const page = await open(toy)
    await page.keyboard.press('2')
    await page.getByText('to be tried again').waitFor()
    await rows(page).first().click()
    await page.locator('.timeline .stop.due').nth(1).waitFor()
    await page.getByRole('button', { name: 'Send again' }).click()
    await page.locator('.timeline .stop.good').waitFor()
    expect(receiver.received).toHaveLength(2)
    await page.locator('.delivery summary').first().click()
    await page.getByText('What the platform signed').first().waitFor()
  })

  it('does what a person does: the form of an action pays the order', async ({ expect }) => {
    const receiver = await startReceiver({ body: 'success' })
    const toy = await startToy()
    const id = await order(toy, { amount: 5, notify: receiver.url })
    const page = await open(toy)
    await page.keyboard.press('3')
    await page.getByRole('gridcell', { name: id }).first().click()
    await page.keyboard.press('5')
    await page.getByLabel('order').fill(id)
    await page.getByRole('button', { name: 'Do it' }).click()
    await page.getByText('Done.').waitFor()
    await page.getByRole('link', { name: 'order.paid' }).click()
    await page.getByText('acknowledged at attempt 1').waitFor()
    expect(receiver.received.at(-1)?.body).toContain('order.paid')
  })

  it('breaks the next call on request, and shows that it struck', async ({ expect }) => {
    const toy = await startToy()
    const page = await open(toy)
    await page.keyboard.press('4')
    await page.getByRole('button', { name: 'The next call fails' }).click()
    await page.getByRole('cell', { name: 'unavailable', exact: true }).waitFor()
    expect((await http.send(signedCall(`${toy.url}/orders`, { amount: 1 }, toy.time))).status).toBe(500)
    await page.getByText('used up').waitFor()
    expect((await http.send(signedCall(`${toy.url}/orders`, { amount: 1 }, toy.time))).status).toBe(201)
    await page.getByRole('button', { name: 'Remove all' }).click()
    await page.getByText('No fault is set').waitFor()
    await page.keyboard.press('1')
    await page.getByText('unavailable', { exact: true }).first().waitFor()
  })

  it('moves the clock and tells what was delivered on the way', async ({ expect }) => {
    const receiver = await startReceiver({ status: 500 }, { body: 'success' })
    const toy = await startToy()
    await order(toy, { amount: 5, notify: receiver.url })
    const page = await open(toy)
    await page.keyboard.press('4')
    await page.getByRole('button', { name: '+15 min' }).click()
    await page.getByText('Deliveries on the way: 1 acknowledged, 0 not.').waitFor()
    await page.getByText('15 min ahead of real time').waitFor()
    expect(receiver.received).toHaveLength(2)
    await page.getByRole('button', { name: 'Freeze' }).click()
    await page.getByText('stands still', { exact: true }).waitFor()
  })

  it('speaks English and Chinese, light and dark, as the browser prefers or as is chosen', async ({ expect }) => {
    const toy = await startToy()
    const page = await open(toy, { locale: 'zh-CN', colorScheme: 'dark' })
    await page.getByText('还没有请求').waitFor()
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const dark = await ground()
    await page.locator('[data-switch=theme]').click()
    expect(await ground()).not.toBe(dark)
    await page.locator('[data-switch=lang]').click()
    await page.getByText('No request yet').waitFor()
    await page.reload()
    await page.getByText('No request yet').waitFor()
    expect(await ground()).not.toBe(dark)
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
  })

  it('can be used with the keyboard alone', async ({ expect }) => {
    const toy = await startToy()
    await order(toy)
    await http.send(badlySigned(toy))
    const page = await open(toy)
    await rows(page).nth(1).waitFor()
    const focused = (): Promise<string> => page.evaluate('document.activeElement.id || document.activeElement.tagName')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.getByText('verified', { exact: true }).last().waitFor()
    await page.keyboard.press('k')
    await page.getByText('The signature was not accepted').waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('tab-overview')
    for (let at = 0; at < 3; at++) await page.keyboard.press('ArrowRight')
    await expect.poll(focused).toBe('tab-signing')
    await page.locator('.difference').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.detail').count()).toBe(0)
    expect(await focused()).toBe('TR')
    await page.keyboard.press('?')
    await page.getByRole('heading', { name: 'Keys' }).waitFor()
  })

  it('keeps markup from outside as text, wherever it comes from', async ({ expect }) => {
    const receiver = await startReceiver({ status: 500, body: MARKUP })
    const toy = await startToy()
    await http.send({ ...signedCall(`${toy.url}/orders`, { amount: 1, note: MARKUP }, toy.time) })
    await http.send(
      request('GET', `${toy.url}/${encodeURIComponent(MARKUP)}?q=${encodeURIComponent(MARKUP)}`, undefined, {
        'x-note': MARKUP,
      }),
    )
    await toy.client.emit({ connector: 'toy', type: 'order.paid', payload: { subject: MARKUP }, url: receiver.url })
    const page = await open(toy)
    for (const at of [0, 1]) {
      await rows(page).nth(at).click()
      for (const tab of ['Request', 'Response', 'Signing', 'Validation'])
        await page.getByRole('tab', { name: tab }).click()
      await page.getByRole('tab', { name: 'Request' }).click()
      await page.getByRole('tabpanel').getByText('onerror').first().waitFor()
    }
    await page.keyboard.press('2')
    await page.getByText('order.paid').click()
    await page.locator('.delivery summary').first().click()
    expect(await page.locator('.detail').innerText()).toContain('onerror')
    expect(await page.evaluate('window.broken')).toBeUndefined()
    expect(await page.locator('img').count()).toBe(0)
  })

  it('opens by a ticket that is good once, and without proof says what to do', async ({ expect }) => {
    const toy = await startToy()
    const address = ticketAddress(toy, await toy.client.ticket())
    const page = await openPage(browser, address)
    await page.getByText('No request yet').waitFor()
    expect(page.url()).not.toContain('ticket')
    const again = await openPage(browser, address)
    await again.getByText('integ sandbox open').waitFor()
    expect(await again.content()).not.toContain(toy.token)
  })

  it('is out of reach for pages of other origins', async ({ expect }) => {
    const toy = await startToy()
    const evil = createServer((_, outgoing) =>
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<p>evil</p>'),
    )
    evil.listen(0, '127.0.0.1')
    await once(evil, 'listening')
    onTestFinished(() => void evil.close())
    const { port } = evil.address() as AddressInfo
    const page = await (await browser.newContext()).newPage()
    onTestFinished(() => page.context().close())
    await page.goto(`http://127.0.0.1:${port}/`)
    const ask = (path: string, init: object): Promise<string> =>
      page.evaluate(
        `fetch(${JSON.stringify(toy.control + path)}, ${JSON.stringify(init)}).then((a) => String(a.status), () => 'refused')`,
      )
    const headers = { authorization: `Bearer ${toy.token}` }
    expect(await ask('/__integ/status', { headers })).toBe('refused')
    expect(await ask('/__integ/status', {})).toBe('refused')
    expect(await ask('/', {})).toBe('refused')
    const ticket = await toy.client.ticket()
    expect(await ask('/__integ/visit', { method: 'POST', body: JSON.stringify({ ticket }) })).toBe('refused')
    await page.evaluate(
      `{ const frame = document.createElement('iframe'); frame.src = ${JSON.stringify(toy.control)}; document.body.append(frame) }`,
    )
    await page.waitForTimeout(300)
    expect(page.frames().map((frame) => frame.url())).not.toContain(`${toy.control}/`)
  })

  it('has nothing that hinders people with a screen reader or weak eyes, in both themes', async ({ expect }) => {
    const receiver = await startReceiver({ status: 500 })
    const toy = await startToy()
    const id = await order(toy, { amount: 5, notify: receiver.url })
    await http.send(badlySigned(toy))
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(toy, { colorScheme })
      await rows(page).nth(1).waitFor()
      await page.evaluate(axe.source)
      // What is no matter of colour is the same in both.
      const only = colorScheme === 'light' ? {} : { runOnly: ['color-contrast'] }
      const rules = `axe.run(document, ${JSON.stringify(only)})`
      const look = async (view: string): Promise<void> => {
        await page.waitForTimeout(50)
        const found = (await page.evaluate(rules)) as {
          violations: { id: string; impact: string; nodes: { html: string }[] }[]
        }
        const grave = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(grave.map((one) => `${view}: ${one.id}: ${one.nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
      }
      await rows(page).first().click()
      await page.getByRole('tab', { name: /Signing/ }).click()
      await page.locator('.difference').waitFor()
      await look('signing')
      await page.getByRole('tab', { name: 'Request' }).click()
      await look('request')
      await page.keyboard.press('Escape')
      await page.keyboard.press('2')
      await rows(page).first().click()
      await page.locator('.timeline').waitFor()
      await page.locator('.delivery summary').first().click()
      await look('event')
      await page.keyboard.press('3')
      await page.getByRole('gridcell', { name: id }).first().click()
      await look('state')
      await page.keyboard.press('4')
      await page.getByRole('button', { name: 'The next call fails' }).waitFor()
      await look('clock')
      await page.keyboard.press('5')
      await page.getByLabel('order').waitFor()
      await look('actions')
    }
  }, 60_000)
})
