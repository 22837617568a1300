import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { takeLock } from '../../../src/sandbox/lock.ts'
import { writeUntilKilled } from './run-child.ts'
import { startToy, tempFolder } from './toy-sandbox.ts'

describe('the lock of a state folder', () => {
  it('refuses a second sandbox and names the pid and address of the first', async ({ expect }) => {
    const stateFolder = tempFolder()
    const toy = await startToy({ stateFolder })
    await expect(startToy({ stateFolder })).rejects.toMatchObject({
      code: 'sandbox-locked',
      message: `Process ${process.pid} (${toy.control}) uses ${stateFolder}.`,
    })
  })

  it('of a killed process is taken over at once', async ({ expect }) => {
    const folder = tempFolder()
    const { pid } = await writeUntilKilled(folder, 1)
    writeFileSync(join(folder, 'sandbox.json'), JSON.stringify({ pid, control: 'http://127.0.0.1:1', token: 't' }))
    const started = Date.now()
    const lock = await takeLock(folder, 0)
    expect(Date.now() - started).toBeLessThan(1000)
    lock.release()
  })

  it(
    'of a process whose id was given to another is taken over',
    { skip: process.platform !== 'linux' },
    async ({ expect }) => {
      const folder = tempFolder()
      writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: '1' }))
      const lock = await takeLock(folder, 0)
      lock.release()
      expect(existsSync(join(folder, 'lock'))).toBe(false)
    },
  )

  it('goes to exactly one of many that find it stale', async ({ expect }) => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1 }))
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(folder, 0)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(readdirSync(folder)).toEqual(['lock'])
  })

  it('is waited for when its holder leaves soon', async ({ expect }) => {
    const folder = tempFolder()
    const first = await takeLock(folder, 0)
    setTimeout(() => first.release(), 80)
    const second = await takeLock(folder, 2000)
    second.release()
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a sandbox that was closed', () => {
  it('leaves no lock and no sandbox.json', async ({ expect }) => {
    const stateFolder = tempFolder()
    const toy = await startToy({ stateFolder })
    expect(readdirSync(stateFolder).sort()).toEqual(['events.jsonl', 'lock', 'sandbox.json', 'state'])
    await toy.close()
    expect(readdirSync(stateFolder).sort()).toEqual(['events.jsonl', 'state'])
  })
})
