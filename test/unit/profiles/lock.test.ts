import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeLock } from '../../../src/profiles/lock.ts'
import { ownerId } from '../../../src/profiles/lock-owner.ts'
import { tempDir } from '../../support/temp-dir.ts'

const fileIn = (folder: string) => join(folder, 'profiles.json.lock')

/** The name of an owner that ran and ended. */
async function deadOwner(): Promise<string> {
  const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' })
  await once(child, 'exit')
  const parts = ownerId().split('.')
  return [parts[0], child.pid, parts[2], parts[3]].join('.')
}

describe('the lock', () => {
  it('belongs to one at a time', async () => {
    const file = fileIn(tempDir())
    let inside = 0
    let most = 0
    const turn = async () => {
      const lock = await takeLock(file)
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 2))
      inside -= 1
      lock.release()
    }
    await Promise.all(Array.from({ length: 20 }, turn))
    expect(most).toBe(1)
    expect(readdirSync(dirname(file))).toEqual([])
  })

  it('is taken over at once from a dead owner, also along a line of them, and by one only', async () => {
    const file = fileIn(tempDir())
    const [first, second] = [await deadOwner(), await deadOwner()]
    writeFileSync(file, first)
    writeFileSync(`${file}.after.${first}`, second)
    writeFileSync(`${file}.wait.${second}`, second)
    const started = performance.now()
    let inside = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const lock = await takeLock(file)
        most = Math.max(most, ++inside)
        await new Promise((resolve) => setTimeout(resolve, 1))
        inside -= 1
        lock.release()
      }),
    )
    expect(most).toBe(1)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(readdirSync(dirname(file))).toEqual([])
  })

  it('is not fooled by a process id that is in use again', async () => {
    const file = fileIn(tempDir())
    const parts = ownerId().split('.')
    writeFileSync(file, [parts[0], process.pid, '1', 'abc'].join('.'))
    const taken = takeLock(file, 200)
    if (process.platform === 'linux') (await taken).release()
    else await expect(taken).rejects.toMatchObject({ code: 'store-busy' })
  })

  it('names the owner when it is held too long', async () => {
    const file = fileIn(tempDir())
    const lock = await takeLock(file)
    const error = await takeLock(file, 50).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'store-busy' })
    expect((error as Error).message).toContain(`process ${process.pid}`)
    lock.release()
    ;(await takeLock(file, 50)).release()
  })
})
