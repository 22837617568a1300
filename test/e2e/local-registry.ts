import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from './run-program.ts'

const VERSION = '6.8.0'

/** Installed once per machine, outside of this repository: it is large, and only this test needs it. */
async function installVerdaccio(env: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(tmpdir(), `integ-verdaccio-${VERSION}`)
  const program = join(folder, 'node_modules/verdaccio/bin/verdaccio')
  if (existsSync(join(folder, 'complete'))) return program
  mkdirSync(folder, { recursive: true })
  // The node-fetch that it asks for warns on stderr with each start.
  const manifest = { private: true, dependencies: { verdaccio: VERSION }, overrides: { 'node-fetch': '2.7.0' } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  const installed = await runProgram('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    env,
    limitMs: 240_000,
  })
  if (installed.code !== 0) throw new Error(`verdaccio could not be installed:\n${installed.stderr}`)
  writeFileSync(join(folder, 'complete'), '')
  return program
}

export interface LocalRegistry {
  readonly url: string
  stop(): Promise<void>
}

/** A registry on loopback: packages of its own from `folder`, all others from npmjs. */
export async function startRegistry(folder: string, env: Readonly<Record<string, string>>): Promise<LocalRegistry> {
  const program = await installVerdaccio(env)
  const port = await freePort()
  const config = join(folder, 'verdaccio.json')
  const open = { access: '$all', publish: '$all' }
  writeFileSync(
    config,
    JSON.stringify({
      storage: join(folder, 'storage'),
      auth: { htpasswd: { file: join(folder, 'htpasswd') } },
      uplinks: { npmjs: { url: 'https://registry.npmjs.org/', timeout: '60s', maxage: '60m', max_fails: 10 } },
      packages: {
        'create-integration': open,
        '@*/*': { ...open, proxy: 'npmjs' },
        '**': { ...open, proxy: 'npmjs' },
      },
      max_body_size: '100mb',
      log: { type: 'stdout', format: 'pretty', level: 'warn' },
    }),
  )
  const child = spawn(process.execPath, [program, '--config', config, '--listen', `127.0.0.1:${port}`], {
    cwd: folder,
    env,
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}/`
  await answering(url, child)
  return { url, stop: () => stopped(child) }
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`the registry ended with ${child.exitCode}`)
    const ping = await fetch(`${url}-/ping`).catch(() => undefined)
    if (ping?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the registry does not answer')
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
