import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, it, onTestFinished } from 'vitest'
import { runCli as run } from '../../src/cli/run.ts'
import { commands } from '../../src/commands/index.ts'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'
import { startReceiver, until } from '../unit/sandbox/toy-sandbox.ts'

/** `listen` runs until the test ends; other commands of the same home find its sandbox. */
function home() {
  const folder = tempDir()
  const env = { HOME: folder, LANG: 'C.UTF-8' }
  const integ = (...argv: string[]) => runCli(argv, { cwd: folder, env })
  const listen = (...argv: string[]) => begin('listen', ...argv)
  const begin = async (...argv: string[]) => {
    const leave = new AbortController()
    const said = { out: '', err: '' }
    const done = run({
      argv,
      specs: commands,
      version: '0.0.0-test',
      cwd: folder,
      env,
      streams: {
        stdout: { write: (text) => void (said.out += text) },
        stderr: { write: (text) => void (said.err += text) },
        stdin: Object.assign((async function* () {})(), { isTTY: false }),
      },
      signal: leave.signal,
    })
    onTestFinished(async () => {
      leave.abort()
      await done
    })
    await until(
      () =>
        said.err.includes('Ctrl-C') ||
        said.out.includes('Ctrl-C') ||
        said.out.includes('"ready"') ||
        said.err.includes('error'),
      8000,
    )
    return { said, done, leave: () => leave.abort(), lines: () => said.out.trimEnd().split('\n') }
  }
  return { folder, integ, listen, begin }
}

describe('integ listen', () => {
  it('with nothing at hand starts a sandbox that other commands find, verifies, and acknowledges by itself', async ({
    expect,
  }) => {
    const { integ, listen } = home()
    const { said, done, leave, lines } = await listen()
    expect(said.err).toContain('Sandbox started: alipay at http://127.0.0.1:')
    expect(said.err).toContain('events are acknowledged right away')
    const triggered = await integ('trigger', 'alipay.trade.paid')
    expect(triggered.code).toBe(0)
    expect(triggered.stdout).toContain('acknowledged')
    expect(lines()).toEqual([
      expect.stringMatching(
        /^\d\d:\d\d:\d\d {2}alipay\.trade\.paid {2}evt_\w{16} {2}out_trade_no=T\w+ trade_status=TRADE_SUCCESS total_amount=88\.88 {2}verified {2}acknowledged by integ$/,
      ),
    ])
    leave()
    expect(await done).toBe(130)
  })

  it('forwards to the integration, whose word decides, and goes in front of its address', async ({ expect }) => {
    const { integ, listen } = home()
    const receiver = await startReceiver({ body: 'SUCCESS' })
    const { lines } = await listen('--forward-to', receiver.url, '--json')
    const triggered = await integ('trigger', 'alipay.trade.paid', '--url', receiver.url)
    expect(triggered.code).toBe(1)
    expect(receiver.received).toHaveLength(4)
    const [ready, event] = lines().map((line) => JSON.parse(line) as Record<string, unknown>)
    const own = expect.objectContaining({ connector: 'alipay', forwardsTo: receiver.url }) as unknown
    expect(ready).toMatchObject({ type: 'ready', listeners: expect.arrayContaining([own]) as unknown })
    expect(event).toMatchObject({
      type: 'event',
      event: 'alipay.trade.paid',
      verified: true,
      forwarded: { url: receiver.url, status: 200 },
      acknowledged: false,
    })
  })

  it('names an integration that is down and does not acknowledge', async ({ expect }) => {
    const { integ, listen } = home()
    const { lines } = await listen('--forward-to', 'http://127.0.0.1:1/notify')
    expect((await integ('trigger', 'alipay.trade.paid')).code).toBe(1)
    expect(lines()[0]).toMatch(/→ http:\/\/127\.0\.0\.1:1\/notify nothing listens there · \d+ ms · not acknowledged$/)
  })

  it('takes the address of the project', async ({ expect }) => {
    const { folder, integ, listen } = home()
    const receiver = await startReceiver({ body: 'success' })
    const project = { connectors: ['alipay'], url: new URL(receiver.url).origin, events: { alipay: '/notify' } }
    writeFileSync(join(folder, 'integration.json'), JSON.stringify(project))
    const { said } = await listen()
    expect(said.err).toContain(`forwarding to ${receiver.url}`)
    expect((await integ('trigger', 'alipay.trade.paid')).code).toBe(0)
    expect(receiver.received).toHaveLength(1)
  })

  it('shows only the events that are asked for', async ({ expect }) => {
    const { integ, listen } = home()
    const { said, lines } = await listen('--events', '*.refunded', '--print-body')
    await integ('trigger', 'alipay.trade.refunded')
    expect(lines()[0]).toContain('alipay.trade.refunded')
    expect(said.out).not.toContain('alipay.trade.paid')
    expect(said.out).toContain('"refund_fee"')
  })

  it('gets what is sent again, though it listens elsewhere than the first time', async ({ expect }) => {
    const { integ, listen } = home()
    const first = await listen()
    await integ('trigger', 'alipay.trade.paid')
    first.leave()
    await first.done
    const second = await listen()
    expect((await integ('events', 'resend', 'latest')).code).toBe(0)
    expect(second.lines()[0]).toMatch(/alipay\.trade\.paid.*verified/)
  })

  it('listens to a sandbox that runs already, and leaves nothing behind when it ends', async ({ expect }) => {
    const { integ, listen, begin } = home()
    await begin('sandbox', 'start', '--port', '0')
    const { said, done, leave } = await listen()
    expect(said.err).not.toContain('Sandbox started')
    expect((await integ('trigger', 'alipay.trade.paid', '--json')).json()).toMatchObject({ acknowledged: true })
    leave()
    expect(await done).toBe(130)
    expect((await integ('trigger', 'alipay.trade.paid', '--json')).json()).toMatchObject({ acknowledged: null })
  })

  it('ends with 3 when its sandbox is stopped', async ({ expect }) => {
    const { integ, listen } = home()
    const { done, said } = await listen()
    expect((await integ('sandbox', 'stop')).code).toBe(0)
    expect(await done).toBe(3)
    expect(said.err).toContain('[sandbox-went-away]')
  })

  it('refuses another machine, a pattern of nothing, and a port that is none', async ({ expect }) => {
    const { integ } = home()
    const code = async (...argv: string[]) =>
      ((await integ('listen', ...argv, '--json')).json() as { error: { code: string } }).error.code
    expect(await code('--forward-to', 'http://169.254.169.254/')).toBe('forward-target-remote')
    expect(await code('--events', 'alipay.nothing.*')).toBe('event-pattern-unknown')
    expect(await code('--port', 'abc')).toBe('invalid-value')
  })

  it('takes each event to the most specific route of the project, and stands in front of all of them', async ({
    expect,
  }) => {
    const { folder, integ, listen } = home()
    const [paid, others] = [await startReceiver({ body: 'success' }), await startReceiver({ body: 'success' })]
    const routes = { 'alipay.trade.*': others.url, 'alipay.trade.paid': paid.url }
    writeFileSync(join(folder, 'integration.json'), JSON.stringify({ connectors: ['alipay'], routes }))
    const { said } = await listen()
    expect(said.err).toContain(paid.url)
    expect(said.err).toContain(others.url)
    expect((await integ('trigger', 'alipay.trade.refunded')).code).toBe(0)
    expect([paid.received.length, others.received.length]).toEqual([1, 1])
    const { events } = (await integ('events', 'list', '--json')).json() as { events: { deliveries: number }[] }
    expect(events.map(({ deliveries }) => deliveries)).toEqual([1, 1])
  })

  it('refuses a route that no event takes', async ({ expect }) => {
    const { folder, integ } = home()
    const routes = { 'alipay.trade.payed': 'http://127.0.0.1:3000/' }
    writeFileSync(join(folder, 'integration.json'), JSON.stringify({ connectors: ['alipay'], routes }))
    const run = await integ('listen')
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('Did you mean alipay.trade.paid?')
  })

  it('with --since first delivers what nobody acknowledged', async ({ expect }) => {
    const { integ, listen } = home()
    const receiver = await startReceiver({ body: 'success' })
    await integ('trigger', 'alipay.trade.paid')
    await integ('trigger', 'alipay.trade.paid', '--url', receiver.url)
    const { said, lines } = await listen('--since', '2h', '--json')
    await until(() => said.out.includes('caught-up'))
    const [, event, caught] = lines().map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(event).toMatchObject({ type: 'event', event: 'alipay.trade.paid', verified: true, acknowledged: true })
    expect(caught).toEqual({ type: 'caught-up', missed: 1, acknowledged: 1 })
    expect((await integ('listen', '--since', 'yesterday')).code).toBe(2)
  })

  it('with --write-env writes what the receiver needs, closed to others, and spares files of others', async ({
    expect,
  }) => {
    const { folder, integ, listen } = home()
    const file = join(folder, '.env.integ')
    const first = await listen('--write-env', '.env.integ')
    expect(first.said.err).toContain('node --env-file=.env.integ')
    const written = parseEnv(readFileSync(file, 'utf8'))
    expect(Object.keys(written)).toEqual(expect.arrayContaining(['ALIPAY_APP_ID', 'ALIPAY_PUBLIC_KEY']))
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    first.leave()
    await first.done
    writeFileSync(file, 'MINE=1\n')
    const refused = await integ('listen', '--write-env', '.env.integ', '--json')
    expect([refused.code, readFileSync(file, 'utf8')]).toEqual([3, 'MINE=1\n'])
    const second = await listen('--write-env', '.env.integ', '--force', '--json')
    await until(() => second.said.out.includes('"ready"'))
    expect(parseEnv(readFileSync(file, 'utf8'))['MINE']).toBeUndefined()
    expect(second.said.out).not.toContain(written['ALIPAY_APP_ID'] ?? '-')
  })
})
