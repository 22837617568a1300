import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bin, cleanEnv, runBin } from '../support/bin.ts'
import { tempDir } from '../support/temp-dir.ts'

// A command is a tree of processes: the signal that `integ run` gets has to end all of it, and the sandbox.

/** `deaf`: a server that no signal but SIGKILL ends. */
const server = (deaf: boolean): string => `
  import { createServer } from 'node:http'
  import { writeFileSync } from 'node:fs'
  ${deaf ? "for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {})" : ''}
  const server = createServer((request, response) => response.end('ok')).listen(0, '127.0.0.1', () =>
    writeFileSync('server.json', JSON.stringify({ pid: process.pid, port: server.address().port })))`

function project(deaf = false): string {
  const cwd = tempDir()
  writeFileSync(join(cwd, 'server.mjs'), server(deaf))
  const start = `"${process.execPath}" server.mjs & wait`
  writeFileSync(join(cwd, 'integration.json'), JSON.stringify({ connectors: ['alipay'], start }))
  return cwd
}
const SHELL = ['--', 'sh', '-c', `sh -c '"${process.execPath}" server.mjs; true'; true`]

/** The built program with its server up. `home` is shared by those that belong together. */
async function begin(argv: readonly string[], cwd: string, home = tempDir()) {
  const child = spawn(process.execPath, [bin, 'run', ...argv], {
    cwd,
    env: cleanEnv(home),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<{ code: number | null; signal: string | null; ms: number }>((resolve) => {
    const started = performance.now()
    child.once('exit', (code, signal) => resolve({ code, signal, ms: performance.now() - started }))
  })
  const file = join(cwd, 'server.json')
  let pid = 0
  onTestFinished(() => {
    child.kill('SIGKILL')
    if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGKILL')
  })
  await until(
    () => existsSync(file) && readFileSync(file, 'utf8').endsWith('}'),
    8000,
    () => said,
  )
  const about = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; port: number }
  pid = about.pid
  expect((await fetch(`http://127.0.0.1:${about.port}`)).status).toBe(200)
  expect(existsSync(join(cwd, '.integ/sandbox/sandbox.json'))).toBe(true)
  return { child, ended, server: about }
}

async function expectNothingLeft(cwd: string, about: { pid: number; port: number }): Promise<void> {
  await until(() => !isAlive(about.pid), 1000)
  await expect(fetch(`http://127.0.0.1:${about.port}`)).rejects.toThrow()
  expect(existsSync(join(cwd, '.integ/sandbox/sandbox.json'))).toBe(false)
}

async function until(check: () => boolean, limitMs: number, said = () => ''): Promise<void> {
  for (let waited = 0; !check(); waited += 20) {
    if (waited > limitMs) expect.unreachable(`it did not happen in time ${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** One that has ended and waits to be collected is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && process.platform !== 'linux'
  }
}

describe.skipIf(process.platform === 'win32')('a signal to `integ run` alone', () => {
  it.each([
    ['SIGTERM', 143, SHELL],
    ['SIGINT', 130, SHELL],
    ['SIGHUP', 129, SHELL],
    ['SIGTERM', 143, []],
  ] as const)('%s ends the server behind two shells and the sandbox, with %i (%j)', async (signal, code, argv) => {
    const cwd = project()
    const { child, ended, server: about } = await begin(argv, cwd)
    child.kill(signal)
    expect(await ended).toMatchObject({ code })
    await expectNothingLeft(cwd, about)
  })

  it('kills a server that does not listen to it, after a grace', async () => {
    const cwd = project(true)
    const { child, ended, server: about } = await begin(SHELL, cwd)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 143 })
    await expectNothingLeft(cwd, about)
  })

  it('a second one ends it at once, and the server with it', async () => {
    const cwd = project(true)
    const { child, ended, server: about } = await begin(SHELL, cwd)
    child.kill('SIGTERM')
    await new Promise((resolve) => setTimeout(resolve, 800))
    const second = performance.now()
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ signal: 'SIGTERM' })
    expect(performance.now() - second).toBeLessThan(1000)
    await until(() => !isAlive(about.pid), 1000)
  })
})

describe.skipIf(process.platform === 'win32')('the end of a command', () => {
  it('by a signal is 128 and its number', async () => {
    const { code } = await runBin(['run', '--', 'sh', '-c', 'kill -9 $$'], { cwd: project() })
    expect(code).toBe(137)
  })

  it('ends a run that uses the sandbox of another', async () => {
    const [cwd, home] = [project(), tempDir()]
    const { child, ended } = await begin(SHELL, cwd, home)
    const { code, ms } = await runBin(['run', '--', 'true'], { cwd, home, limitMs: 8000 })
    expect({ code, quick: ms < 5000 }).toEqual({ code: 0, quick: true })
    const stopped = await runBin(['sandbox', 'stop'], { cwd, home, limitMs: 8000 })
    // The sandbox has ended; the process that served it goes on with its command.
    expect(stopped).toMatchObject({ code: 0 })
    expect(child.exitCode).toBe(null)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 143 })
  })
})
