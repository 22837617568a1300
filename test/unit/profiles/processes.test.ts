import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'rolldown'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProfileStore } from '../../../src/profiles/store.ts'
import { fixedClock } from '../../support/fixed.ts'
import { tempDir } from '../../support/temp-dir.ts'

let program = ''

/** One process; `kill` is asked after each piece of output. */
async function start(
  args: readonly string[],
  kill: (output: string) => boolean = () => false,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    if (kill(output)) child.kill('SIGKILL')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

const names = (folder: string) =>
  createProfileStore({ paths: { config: folder }, clock: fixedClock() })
    .list()
    .map((one) => one.name)

describe('processes that share a store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'integ-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  beforeAll(async () => {
    program = join(folder, 'child.mjs')
    await build({
      input: join(import.meta.dirname, 'child.ts'),
      platform: 'node',
      output: { file: program, format: 'esm', codeSplitting: false },
      logLevel: 'silent',
    })
  })

  it('keep all of 50 profiles saved at the same moment', async () => {
    const folder = tempDir()
    const wanted = Array.from({ length: 50 }, (_, at) => `shop-${at}`)
    const ended = await Promise.all(wanted.map((name) => start(['save', folder, name])))
    expect(ended.map((one) => one.code)).toEqual(wanted.map(() => 0))
    expect(names(folder).sort()).toEqual([...wanted].sort())
    expect(readdirSync(folder)).toEqual(['profiles.json'])
  })

  it('mint one local credential between them', async () => {
    const folder = tempDir()
    const all = await Promise.all(Array.from({ length: 6 }, () => start(['local', folder])))
    expect(all.every((one) => one.output.includes('BEGIN PRIVATE KEY'))).toBe(true)
    expect(new Set(all.map((one) => one.output)).size).toBe(1)
  })

  it('lose nothing acknowledged when some are killed while they write, and go on within a second', async () => {
    const folder = tempDir()
    const told: string[] = []
    for (let round = 0; round < 8; round += 1) {
      const lines = 1 + (round % 4)
      const ended = await Promise.all(
        ['a', 'b', 'c'].map((name) =>
          start(['fill', folder, `${name}${round}`], (output) => output.split('\n').length > lines),
        ),
      )
      told.push(...ended.flatMap((one) => one.output.split('\n').slice(0, -1)))
      const began = performance.now()
      const store = createProfileStore({ paths: { config: folder }, clock: fixedClock() })
      await store.save({ name: `after-${round}`, connector: 'toy', environment: 'sandbox', credential: { token: 't' } })
      told.push(`after-${round}`)
      expect(performance.now() - began).toBeLessThan(1000)
    }
    const kept = new Set(names(folder))
    expect(told.filter((name) => !kept.has(name))).toEqual([])
    expect(told.length).toBeGreaterThan(40)
    expect(readdirSync(folder)).toEqual(['profiles.json'])
  })
})
