import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { isAlive, processStart } from '../../../src/system/process-identity.ts'

it('knows this process, and that its id belonged to another before', () => {
  expect(isAlive(process.pid, processStart(process.pid))).toBe(true)
  if (process.platform === 'linux') expect(isAlive(process.pid, '1')).toBe(false)
})

it.runIf(process.platform === 'linux')(
  'takes a process that ended for ended, though nobody has asked for its end',
  async () => {
    // The parent becomes a program that never asks about the child that it got.
    const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 20'], { stdio: ['ignore', 'pipe', 'ignore'] })
    onTestFinished(() => void parent.kill())
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer]
    const child = Number(printed.toString())
    const started = processStart(child)
    expect([isAlive(child, started), started]).toEqual([true, expect.stringMatching(/^\d+$/)])
    await expect.poll(() => isAlive(child, started), { timeout: 5000 }).toBe(false)
    expect([isAlive(child, undefined), processStart(child)]).toEqual([false, undefined])
    expect(() => process.kill(child, 0)).not.toThrow()
  },
)
