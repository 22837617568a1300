import { createServer } from 'node:http'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { call } from '../../../src/call/call.ts'
import { mintCredential } from '../../../src/profiles/local.ts'
import { createSandboxClient } from '../../../src/sandbox/client.ts'
import { startSandbox } from '../../../src/sandbox/start.ts'
import type { Credential } from '../../../src/sdk/auth.ts'
import type { Json } from '../../../src/sdk/http.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { seededRandom, systemRandom } from '../../../src/system/random.ts'
import { builtinRegistry } from '../../support/registry.ts'
import { PARTNER, toyConnector } from './toy-connector.ts'
import { http, jsonOf, signedCall, startReceiver, tempFolder } from './toy-sandbox.ts'

const AT = Date.parse('2026-12-24T10:00:00Z')
const systemPorts = { clock: systemClock, random: systemRandom, http }

/** Refuses the first three deliveries of every event. */
async function reluctantReceiver(): Promise<string> {
  const seen = new Map<string, number>()
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    incoming.resume()
    const event = String(incoming.headers['integ-event'])
    const count = (seen.get(event) ?? 0) + 1
    seen.set(event, count)
    incoming.on('end', () => {
      // Never the same second twice, as in two runs of a day.
      turn += 1
      outgoing.setHeader('date', new Date(turn * 1000).toUTCString())
      outgoing.statusCode = count % 4 === 0 ? 200 : 500
      outgoing.end(count % 4 === 0 ? 'success' : 'fail')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`
}

type Play = (operation: string, values: Readonly<Record<string, Json>>) => Promise<void>

/** An order that is paid, refused deliveries, a month, a refund: what the sandbox wrote down about it. */
async function month(
  id: keyof typeof STORIES,
  notify_url: string,
  credential: Credential,
  seed: string,
): Promise<Buffer> {
  const stateFolder = tempFolder()
  const registry = await builtinRegistry()
  const connector = await registry.get(id)
  const options = { connectors: [connector], credentials: () => [credential], version: '0.0.0', port: 0 }
  const sandbox = await startSandbox({ ...options, stateFolder, seed, at: AT }, systemPorts)
  const client = createSandboxClient(sandbox, http)
  const play: Play = async (operation, values) => {
    const { outcome } = await call(
      { operation, connector: id, environment: 'local', values },
      {
        ...systemPorts,
        connectorFor: (name) => registry.findOperation(name, id),
        credential: async () => ({ credential, environment: 'local' }),
        localUrl: async () => new URL(sandbox.url(id) ?? ''),
      },
    )
    if (outcome.error) throw outcome.error as unknown as Error
  }
  const story = STORIES[id]
  await story.order(play, notify_url)
  await client.act(story.pay, { out_trade_no: 'ORDER1' })
  await client.advanceClock('30d')
  await story.refund(play, notify_url)
  await client.advanceClock('30d')
  await sandbox.close(2000)
  registry.close()
  return readFileSync(join(stateFolder, 'events.jsonl'))
}

const STORIES = {
  alipay: {
    pay: 'alipay.buyer.pay',
    order: (play: Play, notify_url: string) =>
      play('alipay.trade.precreate', { out_trade_no: 'ORDER1', total_amount: '88.88', subject: '咖啡', notify_url }),
    refund: (play: Play) =>
      play('alipay.trade.refund', { out_trade_no: 'ORDER1', refund_amount: '8.88', out_request_no: 'REFUND1' }),
  },
  'wechat-pay': {
    pay: 'wechat-pay.buyer.pay',
    order: (play: Play, notify_url: string) =>
      play('wechat-pay.transactions.native', {
        out_trade_no: 'ORDER1',
        description: '咖啡',
        amount: { total: 8888 },
        notify_url,
      }),
    refund: (play: Play, notify_url: string) =>
      play('wechat-pay.refunds.create', {
        out_trade_no: 'ORDER1',
        out_refund_no: 'REFUND1',
        amount: { refund: 888, total: 8888, currency: 'CNY' },
        notify_url,
      }),
  },
}

describe('a sandbox with a seed', () => {
  it.each(['alipay', 'wechat-pay'] as const)(
    'writes the same log byte for byte when the same is done on %s',
    async (id) => {
      const registry = await builtinRegistry()
      const credential = await mintCredential(await registry.get(id), systemPorts)
      registry.close()
      const notify = await reluctantReceiver()
      const first = await month(id, notify, credential, 'christmas')
      const second = await month(id, notify, credential, 'christmas')
      expect(first.toString()).toBe(second.toString())
      const lines = first.toString().trim().split('\n')
      expect(lines.filter((line) => line.startsWith('{"event"')).length).toBeGreaterThanOrEqual(2)
      expect(lines.filter((line) => line.includes('"acknowledged":false')).length).toBeGreaterThanOrEqual(6)
      const other = await month(id, notify, credential, 'easter')
      expect(other.equals(first)).toBe(false)
    },
  )

  const toy = async (more: { stateFolder?: string; seed?: string; at?: number } = {}) => {
    const options = { connectors: [toyConnector()], credentials: () => [PARTNER], version: '0.0.0', port: 0 }
    const sandbox = await startSandbox({ ...options, ...more }, systemPorts)
    onTestFinished(() => sandbox.close())
    const order = async (body: object = {}) =>
      String(
        jsonOf(await http.send(signedCall(`${sandbox.url('toy')}/orders`, { amount: 1, ...body }, systemClock)))['id'],
      )
    return { ...sandbox, client: createSandboxClient(sandbox, http), order }
  }

  it('stands at its first moment until it is moved; calls signed in real time get through', async ({ expect }) => {
    const one = await toy({ seed: '42' })
    await one.order()
    expect(await one.client.clock()).toMatchObject({ now: '2026-01-01T00:00:00.000Z', frozen: true, seed: '42' })
    expect((await one.client.events()).map(({ at }) => at)).toEqual(['2026-01-01T00:00:00.000Z'])
  })

  it('gives the same after a reset, and never an id twice after a restart', async ({ expect }) => {
    const stateFolder = tempFolder()
    const one = await toy({ stateFolder, seed: 's' })
    const ids = async (from: typeof one) => (await from.client.events()).map(({ id }) => id)
    await one.order()
    const [before] = await ids(one)
    await one.client.advanceClock('1d')
    await one.client.reset()
    await one.order()
    expect(await ids(one)).toEqual([before])
    expect((await one.client.clock()).now).toBe('2026-01-01T00:00:00.000Z')
    await one.close()
    const two = await toy({ stateFolder, seed: 's' })
    await two.order()
    expect(new Set(await ids(two)).size).toBe(2)
  })

  it('never takes the token of its control port from the seed', async ({ expect }) => {
    expect((await toy({ seed: 's' })).token).not.toBe((await toy({ seed: 's' })).token)
  })

  it('does not go back behind what it has kept', async ({ expect }) => {
    const stateFolder = tempFolder()
    const one = await toy({ stateFolder, at: AT })
    await one.order()
    expect((await one.client.clock()).frozen).toBe(false)
    await one.close()
    await expect(toy({ stateFolder, at: AT - 1000 })).rejects.toMatchObject({ code: 'sandbox-clock-backwards' })
    const later = await toy({ stateFolder, at: AT + 3_600_000 })
    expect(Date.parse((await later.client.clock()).now)).toBeGreaterThanOrEqual(AT + 3_600_000)
  })

  it('records the same whichever of two receivers is faster', async ({ expect }) => {
    const [a, b] = [await startReceiver({}), await startReceiver({})]
    const play = async () => {
      const stateFolder = tempFolder()
      const one = await toy({ stateFolder, seed: 's' })
      await one.client.addListener({ url: a.url })
      await one.client.addListener({ url: b.url })
      for (const amount of [1, 2, 3]) await one.order({ amount })
      await one.close(2000)
      return readFileSync(join(stateFolder, 'events.jsonl'), 'utf8')
    }
    expect(await play()).toBe(await play())
  })
})

describe('seeded bytes', () => {
  it('are the same however they are asked for, and on every machine', ({ expect }) => {
    const one = seededRandom('x')
    const parts = [...one.bytes(5), ...one.bytes(40), ...one.bytes(1)]
    expect([...seededRandom('x').bytes(46)]).toEqual(parts)
    expect(Buffer.from(seededRandom('x').bytes(8)).toString('hex')).toMatchInlineSnapshot(`"924145137571d030"`)
    one.restart()
    expect([...one.bytes(46)]).toEqual(parts)
  })
})
