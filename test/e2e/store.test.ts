import { readdirSync, readFileSync, statSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generateRsaPair } from '../../src/sdk/crypto.ts'
import { bin, cleanEnv, runBin } from '../support/bin.ts'
import { tempDir } from '../support/temp-dir.ts'

const credential = {
  app_id: '2021000000000001',
  private_key: generateRsaPair().privateKey,
  alipay_public_key: generateRsaPair().publicKey,
}
const stdin = JSON.stringify(credential)
const loginAs = (name: string) => ['login', 'alipay', '--from', '-', '--name', name]
const folderOf = (home: string) => join(home, '.config', 'integ')

function saved(home: string): string[] {
  const store = JSON.parse(readFileSync(join(folderOf(home), 'profiles.json'), 'utf8')) as {
    profiles: Record<string, unknown>
  }
  return Object.keys(store.profiles)
}

describe('the built program', () => {
  it('keeps every one of 50 logins made at the same moment', async () => {
    const home = tempDir()
    const names = Array.from({ length: 50 }, (_, at) => `shop-${at}`)
    const ended = await Promise.all(names.map((name) => runBin(loginAs(name), { home, stdin, limitMs: 60_000 })))
    expect(ended.filter((one) => one.code !== 0)).toEqual([])
    expect(saved(home).sort()).toEqual([...names].sort())
    expect(readdirSync(folderOf(home))).toEqual(['profiles.json'])
  }, 90_000)

  it('goes on at once, with nothing lost, after logins were killed', async () => {
    const home = tempDir()
    expect((await runBin(loginAs('first'), { home, stdin })).code).toBe(0)
    const kept = ['first']
    for (let round = 0; round < 12; round += 1) {
      const child = spawn(process.execPath, [bin, ...loginAs(`round-${round}`)], {
        env: cleanEnv(home),
        stdio: ['pipe', 'ignore', 'ignore'],
      })
      child.stdin.on('error', () => undefined)
      child.stdin.end(stdin)
      const timer = setTimeout(() => child.kill('SIGKILL'), 120 + round * 25)
      const [code] = (await once(child, 'close')) as [number | null]
      clearTimeout(timer)
      if (code === 0) kept.push(`round-${round}`)
    }
    const last = await runBin(loginAs('last'), { home, stdin })
    expect(last.code).toBe(0)
    // The whole program, on a machine that does other things too; waiting for the dead alone would take 15 s.
    expect(last.ms).toBeLessThan(5000)
    expect(saved(home)).toEqual(expect.arrayContaining([...kept, 'last']))
    expect(readdirSync(folderOf(home))).toEqual(['profiles.json'])
  }, 60_000)

  it('writes nothing that others can read, whatever the umask', async () => {
    const home = tempDir()
    const script = `umask 000 && exec "$0" "$@"`
    const child = spawn('sh', ['-c', script, process.execPath, bin, ...loginAs('shop')], {
      env: cleanEnv(home),
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    child.stdin.end(stdin)
    expect(await once(child, 'close')).toEqual([0, null])
    expect(statSync(folderOf(home)).mode & 0o777).toBe(0o700)
    expect(statSync(join(folderOf(home), 'profiles.json')).mode & 0o777).toBe(0o600)
  })
})
