import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, it, onTestFinished } from 'vitest'
import { takeLock } from '../../src/sandbox/lock.ts'
import { publish } from '../../src/sandbox/published.ts'
import { connectSandbox } from '../../src/sandbox/attach.ts'
import { createProfileStore } from '../../src/profiles/store.ts'
import { systemClock } from '../../src/system/clock.ts'
import { http, signedCall, startReceiver, until } from '../unit/sandbox/toy-sandbox.ts'
import { sandboxHome } from './sandbox-home.ts'

const ORDER = { amount: 5 }

describe('integ sandbox start', () => {
  it('tells where the platforms run, then what happens, one line each', async ({ expect }) => {
    const { start, order, state } = sandboxHome()
    const receiver = await startReceiver({ body: 'nope' })
    const started = await start()
    const lines = () => started.said.out.trimEnd().split('\n')
    expect(lines().slice(0, 4)).toEqual([
      'The sandbox is ready. Ctrl-C ends it.',
      expect.stringMatching(/^ {2}toy {6}http:\/\/127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^ {2}control {2}http:\/\/127\.0\.0\.1:\d+$/),
      `  state    ${state}`,
    ])
    await order(started.url, receiver.url)
    await until(() => lines().length >= 8)
    expect(lines().slice(5)).toEqual([
      expect.stringMatching(/^[\d:]{8} {2}toy {2}orders\.create {2}201 {2}\d+ ms$/),
      expect.stringMatching(/^[\d:]{8} {2}toy {2}event order\.made {2}evt_\w{16}$/),
      expect.stringMatching(
        /^[\d:]{8} {2}→ http:\/\/127\.0\.0\.1:\d+\/notify {2}200 · \d+ ms · not acknowledged {2}next attempt [\d:]{8}$/,
      ),
    ])
    expect(started.said.err).toBe('')
    started.leave()
    expect(await started.done).toBe(0)
    expect(readdirSync(state).sort()).toEqual(['events.jsonl', 'state'])
  })

  it('prints NDJSON with --json, the ready line first', async ({ expect }) => {
    const { start, order } = sandboxHome()
    const started = await start('--json')
    await order(started.url)
    await until(() => started.said.out.split('\n').length > 3)
    const records = started.said.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(records[0]).toEqual({
      type: 'ready',
      connectors: [{ id: 'toy', url: started.url }],
      control: expect.any(String),
    })
    expect(records.slice(1).map(({ type }) => type)).toEqual(['request', 'event'])
    expect(records[1]).toMatchObject({ connector: 'toy', operation: 'orders.create', status: 201, verified: true })
  })

  it('says so when it runs already, and refuses what that one does not serve', async ({ expect }) => {
    const { start, run } = sandboxHome()
    const started = await start()
    const again = await run(['start'])
    expect([again.code, again.out.split('\n')[0]]).toEqual([0, `The sandbox runs already (process ${process.pid}).`])
    expect(again.out).toContain(started.url)
    expect(await run(['start', '--connector', 'other'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('serves toy, not other'),
    })
  })

  it('refuses a port that is not a number', async ({ expect }) => {
    expect(await sandboxHome().run(['start', '--port', '99999'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--port'),
    })
  })

  it('mints one local credential and knows partners who log in while it runs', async ({ expect }) => {
    const { start, order, folder } = sandboxHome()
    const started = await start()
    const store = createProfileStore({ paths: { config: join(folder, 'config') }, clock: systemClock })
    expect(store.list().map(({ connector, environment }) => [connector, environment])).toEqual([['toy', 'local']])
    const credential = { app: 'app-2', secret: 'partner-secret' }
    const call = () => http.send(signedCall(`${started.url}/orders`, ORDER, systemClock, 'app-2'))
    expect((await call()).status).toBe(401)
    await store.save({ name: 'second', connector: 'toy', environment: 'local', credential })
    expect((await call()).status).toBe(201)
    expect(await order(started.url)).toMatch(/^\w{8}$/)
  })

  it('keeps nothing with --memory', async ({ expect }) => {
    const { start, order, run, state } = sandboxHome()
    const started = await start('--memory')
    await order(started.url)
    expect((await run(['status', '--json'])).json()).toMatchObject({ running: true, memory: true })
    started.leave()
    await started.done
    expect(readdirSync(state)).toEqual([])
  })
})

describe('integ sandbox start without a usable folder', () => {
  it('runs without one when nothing is kept, and says that others will not find it', async ({ expect }) => {
    const { folder, start, run } = sandboxHome()
    writeFileSync(join(folder, 'file'), '')
    const state = join(folder, 'file', 'state')
    expect(await run(['start', '--port', '0', '--state', state])).toMatchObject({ code: 3 })
    const started = await start('--memory', '--state', state)
    expect(started.url).not.toBe('')
    expect(started.said.err.trimEnd().split('\n')).toEqual([expect.stringContaining('will not find this sandbox')])
    started.leave()
    expect(await started.done).toBe(0)
  })

  it('calls a connector that nobody has unknown, whether or not a sandbox runs', async ({ expect }) => {
    const { start, run } = sandboxHome()
    await start()
    for (const argv of [
      ['start', '--connector', 'wecom'],
      ['reset', 'wecom'],
    ]) {
      const { code, json } = await run([...argv, '--json'])
      expect([code, json()]).toMatchObject([2, { error: { code: 'unknown-connector' } }])
    }
  })
})

describe('a sandbox that no longer answers', () => {
  it('is named by stop within seconds, and does not hold up wait', async ({ expect }) => {
    const { state, run } = sandboxHome()
    const silent = createServer(() => undefined)
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const lock = await takeLock(state, 0)
    onTestFinished(() => {
      lock.release()
      silent.closeAllConnections()
      silent.close()
    })
    const control = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    publish(state, { pid: process.pid, control, token: 'x', connectors: [], startedAt: '' })
    const began = Date.now()
    expect(await run(['wait', '--timeout', '0.2'])).toMatchObject({ code: 3 })
    expect(Date.now() - began).toBeLessThan(1500)
    const stopped = await run(['stop'])
    expect([stopped.code, stopped.err]).toEqual([3, expect.stringContaining(`${process.pid}`)])
    expect(Date.now() - began).toBeLessThan(8000)
  }, 12_000)
})

describe('integ sandbox stop, status and wait', () => {
  it('agree on whether it runs', async ({ expect }) => {
    const { start, run, state } = sandboxHome()
    expect(await run(['status'])).toMatchObject({ code: 1, out: `No sandbox runs on ${state}.\n` })
    expect(await run(['stop'])).toMatchObject({ code: 0, out: `No sandbox runs on ${state}.\n` })
    expect(await run(['wait', '--timeout', '0'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('answered within 0 s'),
    })
    const waiting = run(['wait', '--timeout', '5', '--json'])
    const started = await start()
    expect((await waiting).json()).toMatchObject({ running: true, connectors: [{ id: 'toy', url: started.url }] })
    const status = await run(['status'])
    expect([status.code, status.out]).toEqual([0, expect.stringContaining(started.url)])
    expect((await run(['stop', '--json'])).json()).toMatchObject({ stopped: true, pid: process.pid })
    expect(await started.done).toBe(0)
    await expect(connectSandbox(state, http)).rejects.toMatchObject({ code: 'sandbox-not-running' })
  })

  it('look into the state folder of the project', async ({ expect }) => {
    const { folder, run } = sandboxHome()
    writeFileSync(join(folder, 'integration.json'), JSON.stringify({ connectors: ['toy'] }))
    expect((await run(['status'])).out).toContain(join(folder, '.integ', 'sandbox'))
    expect((await run(['status', '--state', 'elsewhere'])).out).toContain(join(folder, 'elsewhere'))
  })
})

describe('integ sandbox act', () => {
  it('lists what people can do, in the language of the reader', async ({ expect }) => {
    const { run } = sandboxHome()
    expect((await run(['act'])).out).toBe('toy.pay  a buyer pays\n    order=…  order id\n')
    expect((await run(['act'], { lang: 'zh' })).out).toBe('toy.pay  买家付款\n    order=…  订单号\n')
  })

  it('shows what happened and each delivery; 1 when one was not acknowledged', async ({ expect }) => {
    const { start, order, run } = sandboxHome()
    const started = await start()
    const good = await startReceiver({})
    const bad = await startReceiver({ body: 'Success' })
    const paid = await run(['act', 'toy.pay', `order=${await order(started.url, good.url)}`])
    expect([paid.code, paid.out]).toEqual([
      0,
      expect.stringMatching(/"paid".*event order\.paid.*→ .*\/notify {2}200 · \d+ ms · acknowledged/s),
    ])
    const missed = await run(['act', 'pay', `order=${await order(started.url, bad.url)}`])
    expect(missed.code).toBe(1)
    expect(missed.out).toContain('expected  200 "success"')
    expect(missed.out).toContain('Only the letter case differs.')
    const json = await run(['act', 'pay', `order=${await order(started.url, bad.url)}`, '--json'])
    expect(json.code).toBe(1)
    expect(json.json()).toMatchObject({
      action: 'pay',
      events: [{ type: 'order.paid', deliveries: [{ acknowledged: false, status: 200 }] }],
    })
  })

  it('works on the kept state when no sandbox runs', async ({ expect }) => {
    const { start, order, run } = sandboxHome()
    const receiver = await startReceiver({})
    const started = await start()
    const id = await order(started.url, receiver.url)
    await run(['stop'])
    expect(await run(['act', 'toy.pay', `order=${id}`])).toMatchObject({ code: 0 })
    expect(receiver.received.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      'order.made',
      'order.paid',
    ])
  })

  it('passes on why not: misspelt, incomplete, refused by the platform', async ({ expect }) => {
    const { run } = sandboxHome()
    expect(await run(['act', 'toy.pey'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean toy.pay?'),
    })
    expect(await run(['act', 'toy.pay'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('integ sandbox act toy.pay order=…'),
    })
    expect(await run(['act', 'toy.pay', 'order=x', 'ordr=x'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean order?'),
    })
    expect(await run(['act', 'toy.pay', 'order'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('name=value'),
    })
    expect(await run(['act', 'toy.pay', 'order=x'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('no order x'),
    })
  })
})

describe('integ sandbox reset', () => {
  it('forgets what was stored, running or not', async ({ expect }) => {
    const { start, order, run } = sandboxHome()
    const started = await start()
    const id = await order(started.url)
    expect(await run(['reset', 'toy'])).toMatchObject({ code: 0, out: 'Emptied: toy\n' })
    expect((await run(['act', 'toy.pay', `order=${id}`])).code).toBe(1)
    await run(['stop'])
    expect((await run(['reset', '--json'])).json()).toMatchObject({ reset: ['toy'] })
    expect(await run(['reset', 'other'])).toMatchObject({ code: 2 })
  })
})
