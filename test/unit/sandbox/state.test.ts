import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { openJournal } from '../../../src/delivery/journal.ts'
import type { Json } from '../../../src/sdk/http.ts'
import { openState, stateFile } from '../../../src/sandbox/state.ts'
import { writeUntilKilled } from './run-child.ts'
import { tempFolder } from './toy-sandbox.ts'

describe('the state of a platform', () => {
  it('survives a restart, in the order of the first put', ({ expect }) => {
    const file = stateFile(tempFolder(), 'toy')
    const first = openState(file)
    first.put('orders', 'a', { n: 1 })
    first.put('orders', 'b', { n: 2 })
    first.put('orders', 'a', { n: 3 })
    first.put('orders', 'c', { n: 4 })
    first.remove('orders', 'b')
    first.close()
    const second = openState(file)
    expect(second.list('orders')).toEqual([{ n: 3 }, { n: 4 }])
    expect(second.get('orders', 'b')).toBeUndefined()
    second.close()
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3)
  })

  it('loses nothing that it acknowledged when the process is killed', async ({ expect }) => {
    const folder = tempFolder()
    const { told } = await writeUntilKilled(folder, 300)
    expect(told.length).toBeGreaterThan(299)
    const state = openState(stateFile(folder, 'toy'))
    expect(told.filter((id) => state.get('orders', id) === undefined)).toEqual([])
    const journal = openJournal(join(folder, 'events.jsonl'))
    expect(told.filter((id) => journal.event(id) === undefined)).toEqual([])
    state.close()
    journal.close()
  })

  it('cuts off half a line at the end and goes on behind it', ({ expect }) => {
    const file = stateFile(tempFolder(), 'toy')
    const first = openState(file)
    first.put('orders', 'a', { n: 1 })
    first.close()
    appendFileSync(file, '{"put":["orders","b",{"n"')
    const second = openState(file)
    expect(second.damaged).toBe(0)
    second.put('orders', 'c', { n: 3 })
    second.close()
    const third = openState(file)
    expect(third.list('orders')).toEqual([{ n: 1 }, { n: 3 }])
    third.close()
  })

  it('leaves out a line that cannot be read and counts it', ({ expect }) => {
    const file = stateFile(tempFolder(), 'toy')
    openState(file).close()
    writeFileSync(file, 'garbage\n{"put":["orders","a",1]}\n')
    const state = openState(file)
    expect([state.damaged, state.list('orders')]).toEqual([1, [1]])
    state.close()
  })

  it('cannot be changed through what it handed out or took in', ({ expect }) => {
    const state = openState(undefined)
    const order = { n: 1 }
    state.put('orders', 'a', order)
    order.n = 2
    const read = state.get('orders', 'a') as { n: number }
    expect(() => (read.n = 3)).toThrow(TypeError)
    expect(state.get('orders', 'a')).toEqual({ n: 1 })
  })

  it('refuses values nested deeper than 100 levels', ({ expect }) => {
    const state = openState(undefined)
    let deep: Json = 1
    for (let level = 0; level < 5000; level += 1) deep = [deep]
    expect(() => state.put('orders', 'a', deep)).toThrow('at most 100 levels')
  })

  it('is readable for its owner only', { skip: process.platform === 'win32' }, ({ expect }) => {
    const file = stateFile(tempFolder(), 'toy')
    openState(file).close()
    expect(statSync(file).mode & 0o077).toBe(0)
  })
})
