import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { attachSandbox, connectSandbox, findSandbox } from '../../../src/sandbox/attach.ts'
import { stateFolder } from '../../../src/sandbox/location.ts'
import { takeLock } from '../../../src/sandbox/lock.ts'
import { PARTNER, toyConnector } from './toy-connector.ts'
import { http, jsonOf, seededRandom, signedCall, startReceiver, startToy, tempFolder, testTime } from './toy-sandbox.ts'

const time = testTime()

function attach(folder: string | undefined) {
  const options = {
    stateFolder: folder,
    version: '0',
    credentials: () => [PARTNER],
    connectors: async () => [toyConnector()],
  }
  return attachSandbox(options, { clock: time, random: seededRandom(String(Math.random())), http })
}

describe('attaching to the sandbox', () => {
  it('uses the one that runs and leaves it running', async ({ expect }) => {
    const folder = tempFolder()
    const toy = await startToy({ stateFolder: folder })
    const attached = await attach(folder)
    expect([attached.inProcess, attached.url('toy'), attached.url('other')]).toEqual([false, toy.url, undefined])
    await attached.close()
    const again = await connectSandbox(folder, http)
    expect((await again.status()).connectors.map(({ id }) => id)).toEqual(['toy'])
  })

  it('starts one in this process otherwise, on the same state, and ends it after the deliveries', async ({
    expect,
  }) => {
    const folder = tempFolder()
    const receiver = await startReceiver({})
    const first = await attach(folder)
    expect(first.inProcess).toBe(true)
    await expect(connectSandbox(folder, http)).rejects.toMatchObject({ code: 'sandbox-not-running' })
    const body = { amount: 1, notify: receiver.url }
    const order = jsonOf(await http.send(signedCall(`${first.url('toy')}/orders`, body, time)))['id'] as string
    await first.close()
    expect(receiver.received).toHaveLength(1)
    const second = await attach(folder)
    const acted = await second.client.act('toy.pay', { order })
    expect(acted.events[0]?.deliveries[0]).toMatchObject({ acknowledged: true })
    expect(await second.client.events()).toHaveLength(2)
    await second.close()
    expect(readdirSync(folder).sort()).toEqual(['events.jsonl', 'state'])
  })

  it('announces the one of this process when other commands have to find it', async ({ expect }) => {
    const folder = tempFolder()
    const options = { version: '0', credentials: () => [PARTNER], connectors: async () => [toyConnector()] }
    const ports = { clock: time, random: seededRandom('announced'), http }
    const attached = await attachSandbox({ ...options, stateFolder: folder, announce: true }, ports)
    expect((await (await connectSandbox(folder, http)).status()).connectors).toEqual([
      { id: 'toy', url: attached.url('toy') },
    ])
    await attached.close()
    expect(await findSandbox(folder, http)).toBeUndefined()
  })

  it('waits its turn when other commands hold the state for a moment', async ({ expect }) => {
    const folder = tempFolder()
    const turns = Array.from({ length: 5 }, async () => {
      const attached = await attach(folder)
      await http.send(signedCall(`${attached.url('toy')}/orders`, { amount: 1 }, time))
      await attached.close()
    })
    await Promise.all(turns)
    const last = await attach(folder)
    expect(await last.client.events()).toHaveLength(5)
    await last.close()
  })

  it('finds none where sandbox.json names a process that is gone, or a port where nobody answers', async ({
    expect,
  }) => {
    const folder = tempFolder()
    const stale = { control: 'http://127.0.0.1:9', token: 't', connectors: [], startedAt: '' }
    writeFileSync(join(folder, 'sandbox.json'), JSON.stringify({ ...stale, pid: 2 ** 22 + 1 }))
    expect(await findSandbox(folder, http)).toBeUndefined()
    writeFileSync(join(folder, 'sandbox.json'), JSON.stringify({ ...stale, pid: process.pid }))
    expect(await findSandbox(folder, http)).toBeUndefined()
  })

  it('gives up at once when it is interrupted', async ({ expect }) => {
    const folder = tempFolder()
    const lock = await takeLock(folder, 0)
    const leave = new AbortController()
    setTimeout(() => leave.abort(), 30)
    const options = { stateFolder: folder, version: '0', credentials: () => [], connectors: async () => [] }
    const ports = { clock: time, random: seededRandom(), http, signal: leave.signal }
    await expect(attachSandbox(options, ports)).rejects.toMatchObject({ name: 'AbortError' })
    lock.release()
  })

  it('keeps nothing without a folder', async ({ expect }) => {
    const attached = await attach(undefined)
    expect((await attached.client.status()).memory).toBe(true)
    await attached.close()
  })
})

describe('the state folder', () => {
  it('is --state, then INTEG_STATE_DIR, then the project, then the data folder of the user', ({ expect }) => {
    const root = tempFolder()
    const inner = join(root, 'project', 'src')
    mkdirSync(inner, { recursive: true })
    const where = (state?: string, env = {}) => stateFolder({ state, env, cwd: inner, dataFolder: '/data' })
    expect(where()).toBe(join('/data', 'sandbox'))
    writeFileSync(join(root, 'project', 'integration.json'), '{}')
    expect(where()).toBe(join(root, 'project', '.integ', 'sandbox'))
    expect(where(undefined, { INTEG_STATE_DIR: 'there' })).toBe(join(inner, 'there'))
    expect(where('here', { INTEG_STATE_DIR: 'there' })).toBe(join(inner, 'here'))
  })
})
