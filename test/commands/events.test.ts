import { describe, it } from 'vitest'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'
import { startReceiver } from '../unit/sandbox/toy-sandbox.ts'

function home() {
  const folder = tempDir()
  const integ = (...argv: string[]) => runCli(argv, { cwd: folder, env: { HOME: folder } })
  const paid = async (...more: string[]) => {
    const run = await integ('trigger', 'alipay.trade.paid', ...more, '--json')
    return (run.json() as { events: { id: string }[] }).events[0]?.id ?? ''
  }
  return { integ, paid }
}

describe('integ events', () => {
  it('list shows the newest first and no more than asked', async ({ expect }) => {
    const { integ, paid } = home()
    const first = await paid()
    const second = await paid()
    const all = ((await integ('events', 'list', '--json')).json() as { events: { id: string }[] }).events
    expect(all.map(({ id }) => id)).toEqual([second, first])
    const text = await integ('events', 'list', '--limit', '1')
    expect(text.stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(text.stdout).toContain('not delivered')
    expect((await integ('events', 'list', '--limit', '0')).code).toBe(2)
  })

  it('list of nothing is empty and says how to get one', async ({ expect }) => {
    const run = await home().integ('events', 'list')
    expect(run).toMatchObject({ code: 0, stdout: '' })
    expect(run.stderr).toContain('integ trigger')
  })

  it('show gives payload, request and answer; latest and the start of an id are enough', async ({ expect }) => {
    const { integ, paid } = home()
    const receiver = await startReceiver({ body: 'no' })
    const id = await paid('--url', receiver.url)
    const shown = await integ('events', 'show', 'latest')
    expect(shown.code).toBe(0)
    for (const part of [
      id,
      '"trade_status": "TRADE_SUCCESS"',
      `POST ${receiver.url}`,
      '200 "no"',
      'expected  200 "success"',
    ])
      expect(shown.stdout).toContain(part)
    const { event } = (await integ('events', 'show', id.slice(0, 9), '--json')).json() as {
      event: { deliveries: { request: { body: string } }[] }
    }
    expect(event.deliveries[0]?.request.body).toBe(receiver.received[0]?.body)
    expect((await integ('events', 'show', 'evt_nothing')).code).toBe(2)
  })

  it('resend signs anew, and ends with 0 or 1 as the receiver acknowledges', async ({ expect }) => {
    const { integ, paid } = home()
    const receiver = await startReceiver({ body: 'no' }, { body: 'success' }, { body: 'no' })
    const id = await paid('--url', receiver.url)
    expect(await integ('events', 'resend', 'latest')).toMatchObject({ code: 0 })
    const again = await integ('events', 'resend', id, '--json')
    expect(again.code).toBe(1)
    expect(again.json()).toMatchObject({
      event: id,
      delivery: { attempt: 3, acknowledged: false, expected: { body: 'success' } },
    })
  })

  it('resend of an event without an address asks for one', async ({ expect }) => {
    const { integ, paid } = home()
    await paid()
    const run = await integ('events', 'resend', 'latest', '--json')
    expect(run.code).toBe(2)
    expect((run.json() as { error: { code: string } }).error.code).toBe('event-without-url')
    const receiver = await startReceiver({ body: 'success' })
    expect((await integ('events', 'resend', 'latest', '--url', receiver.url)).code).toBe(0)
  })

  it('latest of nothing is an error that says how to get one', async ({ expect }) => {
    const run = await home().integ('events', 'show', 'latest', '--json')
    expect(run.code).toBe(2)
    expect((run.json() as { error: { code: string } }).error.code).toBe('no-event-yet')
  })
})
