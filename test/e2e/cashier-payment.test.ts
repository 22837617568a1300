import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { bin, cleanEnv, createBin } from '../support/bin.ts'
import { npmWay } from '../support/npm-way.ts'
import { tempDir } from '../support/temp-dir.ts'
import { runProgram } from './run-program.ts'

// The whole way of a web payment: a made project, its own server, the cashier in a browser, the notification.

const CHROMIUM = '/usr/bin/chromium'

test.skipIf(!existsSync(CHROMIUM))(
  'a payment clicked through in a browser ends as a verified notification in a made project',
  { timeout: 240_000 },
  async () => {
    const cwd = tempDir()
    const env = cleanEnv(tempDir(), npmWay())
    const made = await runProgram(
      process.execPath,
      [createBin, 'shop', '--template', 'alipay-payment', '--yes', '--no-run'],
      { cwd, env, limitMs: 200_000 },
    )
    expect(made.code, made.stderr).toBe(0)
    const project = join(cwd, 'shop')
    const port = await freePort()
    const shop = `http://127.0.0.1:${port}`
    const program = ['run', '--', 'tsx', 'src/server.ts']
    const server = spawn(process.execPath, [bin, ...program], {
      cwd: project,
      env: { ...env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    onTestFinished(() => ended(server))
    const said = listen(server)
    await said('ready on')

    const wish = JSON.stringify({ subject: 'Tea <i>100%', amount: '12.50', way: 'page' })
    const placed = (await (await fetch(`${shop}/orders`, { method: 'POST', body: wish })).json()) as {
      out_trade_no: string
      pay_url: string
    }
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    onTestFinished(() => browser.close())
    const page = await browser.newPage({ locale: 'en-US' })
    await page.goto(placed.pay_url)
    expect(await page.textContent('body')).toContain('Tea <i>100%')
    await page.getByRole('button', { name: 'Pay now' }).click()
    await page.waitForURL(`${shop}/alipay/return?**`)
    expect(await page.textContent('body')).toBe(`Order ${placed.out_trade_no}: paid`)

    await said(`notification accepted: order ${placed.out_trade_no}`)
    const order = (await (await fetch(`${shop}/orders/${placed.out_trade_no}`)).json()) as { state: string }
    expect(order.state).toBe('paid')
  },
)

/** Waits until the program has said something. */
function listen(program: ChildProcess): (words: string) => Promise<void> {
  let all = ''
  for (const stream of [program.stdout, program.stderr])
    stream?.on('data', (chunk: Buffer) => (all += chunk.toString()))
  return async (words) => {
    await expect.poll(() => all, { timeout: 60_000 }).toContain(words)
  }
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return
  const gone = new Promise((resolve) => program.once('exit', resolve))
  program.kill('SIGTERM')
  await gone
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
