import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, it, onTestFinished } from 'vitest'
import { runCli, type CliSetup } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'
import { makeShop, type Manner } from './shop-server.ts'

interface Shown {
  readonly id: string
  readonly connector?: string
  readonly status: string
  readonly summary: string
  readonly cause?: string
  readonly evidence?: string[]
  readonly fixes?: string[]
  readonly command?: string
}

const SCENARIOS = [
  'start',
  'order.placed',
  'event.sent',
  'event.acknowledged',
  'event.tampered',
  'event.wrong-key',
  'event.unsigned',
  'event.other-amount',
  'event.unknown-order',
  'event.duplicate',
  'calls.signed',
]

const FORGERIES = ['event.tampered', 'event.wrong-key', 'event.unsigned']

async function validate(cwd: string, argv: readonly string[] = [], setup: CliSetup = {}) {
  const result = await runCli(['validate', '--json', ...argv], { cwd, ...setup })
  const { report } = result.json() as { report: { results: Shown[]; totals: Record<string, number> } }
  const with_ = (status: string) => report.results.filter((one) => one.status === status).map(({ id }) => id)
  const of = (id: string) => report.results.find((one) => one.id === id)
  return { ...result, report, of, failures: with_('fail'), skipped: with_('skip') }
}

const shop = (manner: Manner, more?: Readonly<Record<string, unknown>>) => makeShop(tempDir(), manner, more)

describe('integ validate', () => {
  it('passes an integration that is right, and leaves nothing behind', async ({ expect }) => {
    const folder = shop('right')
    const { code, report, failures } = await validate(folder)
    expect(failures).toEqual([])
    expect(code).toBe(0)
    expect(report.results.map(({ id }) => id)).toEqual(SCENARIOS)
    expect(report.results.map(({ status }) => status)).toEqual(SCENARIOS.map(() => 'pass'))
    expect(report.results.filter(({ id }) => id !== 'start').map(({ connector }) => connector)).not.toContain(undefined)
    await gone(pidOf(folder))
    expect(readdirSync(folder).sort()).toEqual(['integration.json', 'pid', 'server.mjs'])
  })

  it('finds one that acknowledges everything', async ({ expect }) => {
    const { code, failures, of } = await validate(shop('believes-all'))
    expect(code).toBe(1)
    expect(failures).toEqual([...FORGERIES, 'event.other-amount', 'event.unknown-order'])
    expect(of('event.tampered')?.summary).toContain('total_amount was changed from 88.00 to 188.00')
    expect(of('event.tampered')?.evidence?.at(-1)).toMatch(/^received: HTTP 200, "success"/)
    expect(of('event.tampered')?.command).toBe('integ validate --only alipay/event.tampered')
  })

  it('finds one that checks everything but the signature', async ({ expect }) => {
    const { failures, of } = await validate(shop('skips-signature'))
    expect(failures).toEqual(FORGERIES)
    // The amount was refused; what nobody compares was not.
    expect(of('event.tampered')?.summary).not.toContain('amount')
  })

  it('finds one that does not compare the amount, and one that does not know its orders', async ({ expect }) => {
    const amount = await validate(shop('skips-amount'))
    expect(amount.failures).toEqual(['event.other-amount'])
    expect(amount.of('event.other-amount')?.summary).toMatch(
      /its total_amount is 188.00, and the order S\d+ is over 88.00/,
    )
    expect(amount.of('event.other-amount')?.fixes?.join()).toContain('compare total_amount')
    const order = await validate(shop('skips-order'))
    expect(order.failures).toEqual(['event.unknown-order'])
    expect(order.of('event.unknown-order')?.fixes?.join()).toContain('out_trade_no')
  })

  it('proves nothing with a wrong path for events, and says what to correct', async ({ expect }) => {
    const { code, failures, skipped, of } = await validate(shop('right', { events: { alipay: '/alipay/notfy' } }))
    expect([code, failures]).toEqual([1, ['event.acknowledged']])
    expect(skipped).toEqual(SCENARIOS.slice(4, 10))
    expect(of('event.acknowledged')?.fixes?.join()).toContain('"events" of integration.json')
  })

  it('blames "orders", and no call, when the integration takes no order there', async ({ expect }) => {
    const orders = { alipay: { request: 'POST /order', id: 'out_trade_no' } }
    const { failures, of } = await validate(shop('right', { orders }))
    expect(failures).toEqual(['order.placed'])
    expect(of('order.placed')?.fixes?.join()).toContain('Correct "orders" in integration.json')
    expect(of('calls.signed')).toMatchObject({ status: 'skip' })
  })

  it('names a connector that it does not know, and a folder that is not there', async ({ expect }) => {
    const folder = shop('right', { connectors: ['alipy'], events: {}, orders: {} })
    const unknown = await runCli(['validate'], { cwd: folder })
    expect(unknown.code).toBe(2)
    expect(unknown.stderr).toContain('"alipy"')
    expect(unknown.stderr).toContain('Did you mean alipay?')
    const nowhere = await runCli(['validate', 'nowhere'], { cwd: folder })
    expect([nowhere.code, nowhere.stdout]).toEqual([2, ''])
    expect(nowhere.stderr).toContain('There is no folder')
    expect(nowhere.stderr).not.toContain('ENOENT')
  })

  it('finds one that answers SUCCESS, and says which bytes the platform expects', async ({ expect }) => {
    const { code, failures, skipped, of } = await validate(shop('shouts'))
    expect([code, failures, skipped]).toEqual([1, ['event.acknowledged'], SCENARIOS.slice(4, 10)])
    const failure = of('event.acknowledged')
    expect(failure?.summary).toContain('Upper and lower case differ')
    expect(failure?.evidence).toContain('expected: HTTP 200, body exactly "success"')
    expect(failure?.evidence?.at(-1)).toMatch(/^received: HTTP 200, "SUCCESS"/)
    expect(failure?.fixes?.join()).toContain('exactly "success"')
  })

  it('finds one that fails on duplicates', async ({ expect }) => {
    const { code, failures, of } = await validate(shop('fails-twice'))
    expect([code, failures]).toEqual([1, ['event.duplicate']])
    expect(of('event.duplicate')?.evidence?.at(-1)).toMatch(/^received: HTTP 500, "duplicate entry"/)
  })

  it('finds one whose calls are signed with the wrong key', async ({ expect }) => {
    const { code, failures, of } = await validate(shop('signs-wrong'))
    expect([code, failures]).toEqual([1, ['order.placed', 'calls.signed']])
    expect(of('calls.signed')?.evidence?.join()).toContain('isv.invalid-signature')
    expect(of('calls.signed')?.command).toBe('integ explain isv.invalid-signature')
  })

  it('shows the last words of one that does not start', async ({ expect }) => {
    const { code, failures, of, report } = await validate(shop('dies'))
    expect([code, failures]).toEqual([1, ['start']])
    expect(of('start')?.evidence).toContain('| cannot find the database')
    expect(report.totals['skip']).toBe(SCENARIOS.length - 1)
  })

  it('places the order itself where integration.json does not say how', async ({ expect }) => {
    const { code, failures, skipped, report } = await validate(shop('believes-all', { orders: {} }))
    expect([code, failures]).toEqual([1, FORGERIES])
    expect(skipped).toEqual(['event.other-amount', 'event.unknown-order', 'calls.signed'])
    expect(report.results.map(({ id }) => id)).not.toContain('order.placed')
  })

  it('plays one scenario with what it needs, and stops at the first failure when asked', async ({ expect }) => {
    const folder = shop('believes-all')
    const one = await validate(folder, ['--only', 'event.unsigned'])
    expect(one.report.results.map(({ id }) => id)).toEqual([
      'start',
      'order.placed',
      'event.sent',
      'event.acknowledged',
      'event.unsigned',
    ])
    const bail = await validate(folder, ['--bail'])
    expect(bail.failures).toEqual(['event.tampered'])
    expect(bail.skipped).toEqual(SCENARIOS.slice(5))
  })

  it('starts it on a free port when that of "url" is taken', async ({ expect }) => {
    const port = await takenPort()
    const { code, of } = await validate(shop('right', { url: `http://127.0.0.1:${port}` }), [
      '--only',
      'event.acknowledged',
    ])
    expect(code).toBe(0)
    expect(of('start')?.summary).not.toContain(`:${port}`)
  })

  it('validates one in another folder, with another start command', async ({ expect }) => {
    const folder = shop('dies')
    const start = `"${process.execPath}" server.mjs right`
    const { code } = await validate(tempDir(), [folder, '--start', start, '--only', 'event.acknowledged'])
    expect(code).toBe(0)
  })

  it('validates one that runs already', async ({ expect }) => {
    const folder = shop('believes-all', { orders: {} })
    const port = await takenPort(true)
    const child = spawn(process.execPath, ['server.mjs', 'believes-all'], {
      cwd: folder,
      env: {
        ...process.env,
        PORT: String(port),
        ALIPAY_APP_ID: 'x',
        ALIPAY_PRIVATE_KEY: 'x',
        ALIPAY_PUBLIC_KEY: 'x',
        ALIPAY_GATEWAY: 'http://127.0.0.1:9',
      },
    })
    onTestFinished(() => void child.kill())
    const { failures, of, stderr } = await validate(folder, ['--url', `http://127.0.0.1:${port}`])
    expect(failures).toEqual(['event.tampered', 'event.wrong-key', 'event.unsigned'])
    expect(of('start')?.summary).toContain('runs at')
    expect(stderr).toContain('integ sandbox start')
    expect(child.exitCode).toBeNull()
  })

  it('ends what it started when it is cancelled', async ({ expect }) => {
    const folder = shop('right')
    const leave = new AbortController()
    const run = runCli(['validate'], { cwd: folder, signal: leave.signal })
    while (!existsSync(join(folder, 'pid'))) await new Promise((resolve) => setTimeout(resolve, 20))
    leave.abort()
    expect((await run).code).toBe(130)
    await gone(pidOf(folder))
  })

  it('is wrongly used without an integration, without a start command, or with an address elsewhere', async ({
    expect,
  }) => {
    const none = await runCli(['validate'], { cwd: tempDir() })
    expect([none.code, none.stdout]).toEqual([2, ''])
    expect(none.stderr).toContain('no-project')
    const silent = tempDir()
    writeFileSync(join(silent, 'integration.json'), '{ "connectors": ["alipay"] }')
    expect((await runCli(['validate'], { cwd: silent })).code).toBe(2)
    expect((await runCli(['validate', '--url', 'https://shop.example.com'], { cwd: silent })).code).toBe(2)
    expect((await runCli(['validate', 'nowhere'], { cwd: silent })).code).toBe(2)
  })

  it('writes JUnit and annotations beside the report for people', async ({ expect }) => {
    const folder = shop('shouts')
    const { code, stdout } = await runCli(['validate', '--junit', 'report.xml', '--github'], { cwd: folder })
    expect(code).toBe(1)
    expect(stdout).toContain('✗ fail  alipay/event.acknowledged')
    expect(stdout.split('\n').filter((line) => line.startsWith('::'))).toEqual([
      expect.stringMatching(/^::error file=integration.json,title=alipay\/event.acknowledged /),
    ])
    const xml = readFileSync(join(folder, 'report.xml'), 'utf8')
    expect(xml).toContain('failures="1"')
    expect(xml).not.toContain('PRIVATE KEY')
  })
})

describe('integ validate with a connector of the project', () => {
  it('sends the example of an event that has no scenario, and forges it as its scheme allows', async ({ expect }) => {
    const folder = acmeShop('{ use: hmac-header, header: x-acme-signature }')
    const { code, failures, of } = await validate(folder)
    expect(of('event.acknowledged')).toMatchObject({ connector: 'acme', status: 'pass' })
    expect(failures).toEqual(['event.tampered', 'event.wrong-key', 'event.unsigned'])
    expect(code).toBe(1)
  })

  it('asks nobody to tell apart what the platform does not sign', async ({ expect }) => {
    const { code, failures, skipped } = await validate(acmeShop(undefined))
    expect([code, failures]).toEqual([0, []])
    expect(skipped).toEqual([...FORGERIES, 'event.other-amount', 'event.unknown-order', 'calls.signed'])
  })

  it('says why there is nothing to play', async ({ expect }) => {
    const { code, skipped, of } = await validate(acmeShop(undefined, {}))
    expect(code).toBe(0)
    expect(skipped).toHaveLength(9)
    expect(of('event.tampered')?.summary).toContain('has no path for acme')
  })
})

/** An integration of a platform that is described by data only; it answers 204 to everything. */
function acmeShop(scheme: string | undefined, events: Readonly<Record<string, string>> = { acme: '/hook' }): string {
  const folder = tempDir()
  mkdirSync(join(folder, 'acme'))
  writeFileSync(join(folder, 'acme/connector.yaml'), ACME)
  writeFileSync(join(folder, 'acme/openapi.yaml'), openapi(scheme))
  writeFileSync(
    join(folder, 'server.mjs'),
    `import { createServer } from 'node:http'
     createServer((_, response) => response.writeHead(204).end()).listen(Number(process.env.PORT), '127.0.0.1')`,
  )
  const start = `"${process.execPath}" server.mjs`
  writeFileSync(join(folder, 'integration.json'), JSON.stringify({ connectors: ['./acme'], start, events }))
  return folder
}

const ACME = `
id: acme
name: { en: Acme, zh: Acme }
summary: { en: An invented platform., zh: 虚构的平台。 }
sdk: 1
openapi: openapi.yaml
environments: { sandbox: { baseUrl: 'https://sandbox.acme.example' } }
`

const openapi = (scheme: string | undefined) => `
openapi: 3.1.0
info: { title: Acme, version: '1' }
components:
  securitySchemes:
    acmeHmac: { type: apiKey, in: header, name: x-acme-signature${scheme === undefined ? '' : `, x-integ-scheme: ${scheme}`} }
paths:
  /orders:
    post: { operationId: orders.create, security: [{ acmeHmac: [] }], responses: { '200': { description: made } } }
webhooks:
  order.paid:
    post:
      ${scheme === undefined ? '' : 'x-integ-scheme: acmeHmac'}
      requestBody:
        content:
          application/json:
            schema: { type: object }
            example: { id: A1, amount: 500 }
      responses: { '204': { description: taken } }
`

const pidOf = (folder: string) => Number(readFileSync(join(folder, 'pid'), 'utf8'))

/** Fails when the process is still there after two seconds. */
async function gone(pid: number): Promise<void> {
  for (let left = 100; left > 0; left -= 1) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new RangeError(`process ${pid} is still there`)
}

/** A port that somebody listens on for as long as the test runs, or one that was free a moment ago. */
function takenPort(free = false): Promise<number> {
  const server = createServer()
  if (!free) onTestFinished(() => void server.close())
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      if (free) server.close(() => resolve(port))
      else resolve(port)
    }),
  )
}
