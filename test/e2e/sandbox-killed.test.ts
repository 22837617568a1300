import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'rolldown'
import { describe, it, onTestFinished } from 'vitest'
import { openJournal } from '../../src/delivery/journal.ts'
import { systemClock } from '../../src/system/clock.ts'
import { http, jsonOf, signedCall, tempFolder } from '../unit/sandbox/toy-sandbox.ts'

const EVENTS = 500
const KILLS = 200

/** One process after another on the same state. */
async function sandboxes(state: string) {
  const root = mkdtempSync(join(tmpdir(), 'integ-killed-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const file = join(root, 'sandbox.mjs')
  const input = join(import.meta.dirname, 'killed-sandbox.ts')
  await build({ input, platform: 'node', logLevel: 'silent', output: { file, format: 'esm', codeSplitting: false } })
  const children = new Set<ChildProcess>()
  onTestFinished(() => {
    for (const child of children) child.kill('SIGKILL')
  })
  const load = () => {
    const child = spawn(process.execPath, [file, state], { stdio: ['pipe', 'pipe', 'inherit'] })
    children.add(child)
    const ended = once(child, 'exit').then(() => void children.delete(child))
    child.stdin.on('error', () => undefined)
    return { child, ended }
  }
  const loaded = [load(), load()]
  return () => {
    loaded.push(load())
    const { child, ended } = loaded.shift() ?? load()
    child.stdin.write('go\n')
    const ready = new Promise<string | undefined>((resolve) => {
      let said = ''
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        if (said.includes('\n')) resolve((JSON.parse(said) as { url: string }).url)
      })
      void ended.then(() => resolve(undefined))
    })
    const kill = async () => {
      child.kill('SIGKILL')
      await ended
    }
    return { ready, kill }
  }
}

/** The partner's side: counts what came, and refuses now and then, so that much is under way. */
async function receiver() {
  const came = new Map<string, { deliveries: number; acknowledged: number }>()
  const server = createServer((incoming, outgoing) => {
    let body = ''
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()))
    incoming.on('end', () => {
      const { id } = (JSON.parse(body) as { payload: { id: string } }).payload
      const known = came.get(id) ?? { deliveries: 0, acknowledged: 0 }
      const accepts = Math.random() < 0.6
      came.set(id, { deliveries: known.deliveries + 1, acknowledged: known.acknowledged + (accepts ? 1 : 0) })
      outgoing.writeHead(accepts ? 200 : 500)
      outgoing.end(accepts ? 'success' : 'not now')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`, came }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a sandbox that is killed', () => {
  it(
    `${KILLS} times at any moment loses no event that it told of, and delivers each at least once`,
    {
      skip: process.platform === 'win32',
      timeout: 240_000,
    },
    async ({ expect }) => {
      const started = Date.now()
      const state = tempFolder()
      const begin = await sandboxes(state)
      const { url: notify, came } = await receiver()
      const told = new Set<string>()
      /** An order whose answer came is an event that must not be lost. */
      const place = async (url: string): Promise<void> => {
        const answer = await http
          .send(signedCall(`${url}/orders`, { amount: 1, notify }, systemClock))
          .catch(() => undefined)
        if (answer?.status === 201) told.add(String(jsonOf(answer)['id']))
      }
      for (let kills = 0; kills < KILLS; kills += 1) {
        const sandbox = begin()
        // One in five dies while it starts and reads its state; the others with calls and deliveries under way.
        if (kills % 5 === 0) await pause(Math.random() * 60)
        else {
          const url = await sandbox.ready
          expect(url).toBeDefined()
          const share = Math.ceil((EVENTS - told.size) / Math.max(1, (KILLS - kills) * 0.7))
          const placing = Array.from({ length: Math.max(0, share) }, () => place(url ?? ''))
          await Promise.race([
            pause(Math.random() * 50),
            ...(share > 0 ? [Promise.all(placing).then(() => pause(5))] : []),
          ])
        }
        await sandbox.kill()
      }
      const last = begin()
      const url = (await last.ready) ?? ''
      while (told.size < EVENTS) await place(url)
      const unacknowledged = () => [...told].filter((id) => (came.get(id)?.acknowledged ?? 0) === 0)
      for (const patience = Date.now() + 30_000; unacknowledged().length > 0 && Date.now() < patience;) await pause(50)
      await pause(200)
      await last.kill()

      const journal = openJournal(join(state, 'events.jsonl'))
      const kept = journal.events()
      const ids = new Set(kept.map(({ payload }) => (payload as { id: string }).id))
      const deliveries = [...came.values()].reduce((sum, one) => sum + one.deliveries, 0)
      const repeated = [...came.values()].reduce((sum, one) => sum + Math.max(0, one.acknowledged - 1), 0)
      const { damaged } = journal
      journal.close()
      const seconds = Math.round((Date.now() - started) / 100) / 10
      process.stdout.write(
        `kills ${KILLS}, events ${kept.length}, told of ${told.size}, deliveries ${deliveries}, ` +
          `delivered again after they were accepted ${repeated}, ${seconds} s\n`,
      )
      expect([...told].filter((id) => !ids.has(id))).toEqual([])
      expect(unacknowledged()).toEqual([])
      expect(damaged).toBe(0)
      // Every event that was written reached the partner, told of or not.
      expect([...ids].filter((id) => (came.get(id)?.acknowledged ?? 0) === 0)).toEqual([])
    },
  )
})
