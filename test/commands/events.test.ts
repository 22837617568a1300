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
    const receiver = await startReceiver(
      ...Array.from({ length: 4 }, () => ({ body: 'no' })),
      { body: 'success' },
      { body: 'no' },
    )
    // Face to face: three repeats at once.
    const id = await paid('--url', receiver.url)
    expect(await integ('events', 'resend', 'latest')).toMatchObject({ code: 0 })
    const again = await integ('events', 'resend', id, '--json')
    expect(again.code).toBe(1)
    expect(again.json()).toMatchObject({
      event: id,
      delivery: { attempt: 6, acknowledged: false, expected: { body: 'success' } },
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

  it('resend makes duplicates, replays and forgeries, each noted in the record', async ({ expect }) => {
    const { integ, paid } = home()
    const receiver = await startReceiver({ body: 'success' })
    const id = await paid('--url', receiver.url)
    const deliveries = async (...argv: string[]) => {
      const run = await integ('events', 'resend', id, ...argv, '--json')
      return (run.json() as { deliveries: { altered?: string[] }[] }).deliveries.map(
        ({ altered }) => altered?.join() ?? '',
      )
    }
    expect(await deliveries('--times', '3')).toEqual(['', 'duplicate', 'duplicate'])
    expect(await deliveries('--as-sent')).toEqual(['as-sent'])
    expect(receiver.received.at(-1)?.body).toBe(receiver.received.at(-2)?.body)
    expect(await deliveries('--corrupt', 'total_amount')).toEqual(['corrupt=total_amount'])
    const sign = (at: number) => new URLSearchParams(receiver.received.at(at)?.body).get('sign')
    expect(await deliveries('--unsigned')).toEqual(['unsigned'])
    expect(sign(-1)).toBeNull()
    expect(await deliveries('--wrong-key')).toEqual(['wrong-key'])
    expect(sign(-1)).toMatch(/^[\w+/=]{344}$/)
    expect((await integ('events', 'show', id)).stdout).toContain("signed with a key that is not the platform's")
  })

  it('resend of several goes in the order given, or turned round', async ({ expect }) => {
    const { integ, paid } = home()
    const receiver = await startReceiver({ body: 'success' })
    const ids = [await paid('--url', receiver.url), await paid('--url', receiver.url)]
    const order = async (...argv: string[]) => {
      const run = await integ('events', 'resend', ...argv, '--json')
      const { deliveries } = run.json() as { deliveries: { event: string; altered?: string[] }[] }
      return deliveries.map(({ event, altered }) => [ids.indexOf(event), altered?.join() ?? ''])
    }
    expect(await order('--last', '2')).toEqual([
      [0, ''],
      [1, ''],
    ])
    expect(await order('--last', '2', '--reverse')).toEqual([
      [1, 'reordered'],
      [0, 'reordered'],
    ])
    expect(await order(ids[1] ?? '', ids[0] ?? '')).toEqual([
      [1, 'reordered'],
      [0, 'reordered'],
    ])
  })

  it('resend refuses what cannot be: two signatures, a path that is not there, bytes that never were', async ({
    expect,
  }) => {
    const { integ, paid } = home()
    const receiver = await startReceiver({ body: 'success' })
    await paid('--url', receiver.url)
    const code = async (...argv: string[]) =>
      ((await integ('events', 'resend', 'latest', ...argv, '--json')).json() as { error: { code: string } }).error.code
    expect(await code('--as-sent', '--wrong-key')).toBe('resend-conflict')
    expect(await code('--corrupt', 'total_amuont')).toBe('corrupt-path-unknown')
    expect(await code('--delay', 'soon')).toBe('invalid-value')
    await paid()
    expect(await code('--as-sent', '--url', receiver.url)).toBe('event-never-sent')
  })

  it('show tells when the platform would try again', async ({ expect }) => {
    const { integ, paid } = home()
    await paid('--url', 'http://127.0.0.1:9/notify')
    const shown = await integ('events', 'show', 'latest')
    expect(shown.stdout).toMatch(/attempt 4 of 11 · not acknowledged yet\n +next +\d{4}-\d\d-\d\d/)
    const { schedule } = (await integ('events', 'show', 'latest', '--json')).json() as {
      schedule: { state: string; planned: string[] }[]
    }
    expect(schedule).toMatchObject([{ state: 'pending', attempts: 4, of: 11 }])
    const planned = schedule[0]?.planned.map((at) => Date.parse(at)) ?? []
    expect(planned.slice(1).map((at, index) => (at - (planned[index] ?? 0)) / 60_000)).toEqual([
      10, 10, 60, 120, 360, 900,
    ])
  })
})
