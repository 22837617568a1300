import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'rolldown'
import { afterAll, beforeAll, describe, it, onTestFinished } from 'vitest'
import { connectSandbox, findSandbox } from '../../src/sandbox/attach.ts'
import { systemClock } from '../../src/system/clock.ts'
import { http, jsonOf, signedCall, startReceiver, tempFolder, until } from '../unit/sandbox/toy-sandbox.ts'

const root = mkdtempSync(join(tmpdir(), 'integ-e2e-'))
const bin = join(root, 'bin', 'integ.cjs')

/** A program that holds the real commands and one connector, the toy. */
beforeAll(async () => {
  mkdirSync(join(root, 'bin'))
  const input = join(import.meta.dirname, '..', 'unit', 'sandbox', 'toy-main.ts')
  const file = join(root, 'bin', 'toy.mjs')
  await build({ input, platform: 'node', logLevel: 'silent', output: { file, format: 'esm', codeSplitting: false } })
  writeFileSync(bin, "import('./toy.mjs')\n")
  writeFileSync(join(root, 'package.json'), '{ "name": "create-integration" }')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Program {
  readonly child: ChildProcess
  readonly said: { out: string; err: string }
  readonly ended: Promise<{ code: number | null; signal: string | null }>
}

function home() {
  const folder = tempFolder()
  const state = join(folder, 'data', 'sandbox')
  const begin = (...argv: string[]): Program => {
    const env = { ...process.env, TOY_HOME: folder, TOY_ROOT: root }
    const child = spawn(process.execPath, [bin, 'sandbox', ...argv], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()))
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
      child.once('close', (code, signal) => resolve({ code, signal })),
    )
    onTestFinished(async () => {
      child.kill('SIGKILL')
      await ended
    })
    return { child, said, ended }
  }
  const start = async (...more: string[]) => {
    const program = begin('start', '--json', '--port', '0', ...more)
    await until(() => program.said.out.includes('\n'), 15_000)
    const ready = JSON.parse(program.said.out.split('\n')[0] ?? '{}') as {
      type: string
      connectors: { id: string; url: string }[]
    }
    return { ...program, ready, url: ready.connectors[0]?.url ?? '' }
  }
  return { folder, state, begin, start }
}

async function order(url: string, notify?: string): Promise<string> {
  const call = signedCall(`${url}/orders`, { amount: 1, ...(notify ? { notify } : {}) }, systemClock)
  return String(jsonOf(await http.send(call))['id'])
}

describe('a sandbox in a process of its own', () => {
  it(
    'leaves nothing behind after Ctrl-C (130) and after SIGTERM (0)',
    { skip: process.platform === 'win32' },
    async ({ expect }) => {
      const { start, state } = home()
      for (const [signal, code] of [
        ['SIGINT', 130],
        ['SIGTERM', 0],
      ] as const) {
        const sandbox = await start()
        await order(sandbox.url, 'http://127.0.0.1:9/')
        sandbox.child.kill(signal)
        expect(await sandbox.ended).toEqual({ code, signal: null })
        expect(sandbox.said.err).toBe('')
        expect(readdirSync(state).sort()).toEqual(['events.jsonl', 'state'])
      }
    },
  )

  it('that was killed leaves every answered order and event to the next one, which starts at once', async ({
    expect,
  }) => {
    const { start, state } = home()
    const receiver = await startReceiver({})
    const first = await start()
    const ids = await Promise.all(Array.from({ length: 30 }, () => order(first.url)))
    first.child.kill('SIGKILL')
    await first.ended
    const second = await start()
    const client = await connectSandbox(state, http)
    expect(second.ready.type).toBe('ready')
    expect((await client.events()).map(({ payload }) => (payload as { id: string }).id).sort()).toEqual([...ids].sort())
    for (const id of ids.slice(0, 3)) expect((await client.act('toy.pay', { order: id })).result).toEqual({ paid: id })
    const last = await order(second.url, receiver.url)
    await until(() => receiver.received.length > 0)
    expect(receiver.received[0]?.body).toContain(last)
  })

  it('runs in the background with --detach until it is stopped, and says so when it runs already', async ({
    expect,
  }) => {
    const { begin, state } = home()
    const started = begin('start', '--detach', '--port', '0')
    onTestFinished(async () => {
      await (await findSandbox(state, http))?.client.stop()
    })
    expect(await started.ended).toEqual({ code: 0, signal: null })
    expect(started.said.out).toContain('The sandbox runs in the background.')
    const running = await findSandbox(state, http)
    expect(running?.published.pid).not.toBe(started.child.pid)
    expect(await order(running?.published.connectors[0]?.url ?? '')).toMatch(/^\w{8}$/)
    const again = begin('start', '--detach')
    expect(await again.ended).toMatchObject({ code: 0 })
    expect(again.said.out).toContain(`runs already (process ${running?.published.pid})`)
    const stopped = begin('stop')
    expect(await stopped.ended).toMatchObject({ code: 0 })
    expect(readdirSync(state).sort()).toEqual(['events.jsonl', 'sandbox.log', 'state'])
  })

  it('keeps in the log of the background what was lost, and not every call', async ({ expect }) => {
    const { begin, state } = home()
    mkdirSync(state, { recursive: true })
    writeFileSync(join(state, 'events.jsonl'), 'not a line of ours\n')
    const started = begin('start', '--detach', '--port', '0')
    onTestFinished(async () => {
      await (await findSandbox(state, http))?.client.stop()
    })
    expect(await started.ended).toMatchObject({ code: 0 })
    const running = await findSandbox(state, http)
    await order(running?.published.connectors[0]?.url ?? '')
    const kept = readFileSync(join(state, 'sandbox.log'), 'utf8').trim().split('\n')
    expect(kept.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { type: 'ready' },
      { type: 'notice', code: 'state-damaged' },
    ])
  })

  it('that cannot start in the background says why', async ({ expect }) => {
    const { begin, start } = home()
    const other = home()
    const taken = await start()
    const port = new URL(taken.url).port
    const failed = other.begin('start', '--detach', '--port', port)
    expect(await failed.ended).toMatchObject({ code: 3 })
    expect(failed.said.err).toContain(`Port ${port} on 127.0.0.1 is taken`)
    expect(await begin('status').ended).toMatchObject({ code: 0 })
  })
})
