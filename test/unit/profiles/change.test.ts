import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { changeStore, type Writer } from '../../../src/profiles/change.ts'
import { EMPTY, serialise, toStored } from '../../../src/profiles/contents.ts'
import { tempDir } from '../../support/temp-dir.ts'

const short: Writer = (file, value) => writeFileSync(file, serialise(value).slice(0, 10))
const full: Writer = () => {
  throw Object.assign(new TypeError('no space'), { code: 'ENOSPC' })
}
const write = (file: string, writer: Writer) =>
  changeStore(
    file,
    () => ({ next: EMPTY, result: 1 }),
    async () => writer,
  )

describe('a change of the store', () => {
  it.each([
    ['is cut short without an error', short],
    ['fails because the disk is full', full],
  ])('restores the old bytes and fails when writing %s', async (_, writer) => {
    const file = join(tempDir(), 'profiles.json')
    const before = `${serialise(toStored(EMPTY))}  \n`
    writeFileSync(file, before)
    await expect(write(file, writer)).rejects.toMatchObject({ code: 'store-not-written', category: 'filesystem' })
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(readdirSync(join(file, '..'))).toEqual(['profiles.json'])
  })

  it('leaves no half file where there was none', async () => {
    const file = join(tempDir(), 'profiles.json')
    await expect(write(file, short)).rejects.toMatchObject({ code: 'store-not-written' })
    expect(readdirSync(join(file, '..'))).toEqual([])
  })

  it('leaves the lock when the decision throws', async () => {
    const file = join(tempDir(), 'profiles.json')
    const bad = changeStore(
      file,
      () => {
        throw new TypeError('decided not to')
      },
      async () => short,
    )
    await expect(bad).rejects.toThrow('decided not to')
    expect(readdirSync(join(file, '..'))).toEqual([])
  })
})
