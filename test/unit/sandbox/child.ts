import { openJournal } from '../../../src/delivery/journal.ts'
import { takeLock } from '../../../src/sandbox/lock.ts'
import { openState, stateFile } from '../../../src/sandbox/state.ts'

/** Run by tests as a process of its own, to be killed: holds the lock and writes, telling what it has acknowledged. */
const folder = process.argv[2] ?? ''
await takeLock(folder, 0)
const state = openState(stateFile(folder, 'toy'))
const journal = openJournal(`${folder}/events.jsonl`)
for (let turn = 0; ; turn += 1) {
  const id = `n${turn}`
  state.put('orders', id, { id, note: 'x'.repeat(500) })
  journal.addEvent({ id, at: '', connector: 'toy', type: 'order.made', payload: {} })
  process.stdout.write(`${id}\n`)
  if (turn % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
}
