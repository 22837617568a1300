import { writeSync } from 'node:fs'
import { ensureLocalCredential } from '../../../src/profiles/local.ts'
import { createProfileStore } from '../../../src/profiles/store.ts'
import { toy } from './toy.ts'

/** Run by tests as a process of its own: `save <folder> <name>`, `local <folder>`, or `fill <folder> <name>` until killed. */
const [job, config = '', name = ''] = process.argv.slice(2)
const clock = { now: () => Date.now() }
const store = createProfileStore({ paths: { config }, clock })
const save = (name: string) =>
  store.save({
    name,
    connector: 'toy',
    environment: 'sandbox',
    credential: { token: `token-of-${name}`, pad: 'x'.repeat(2000) },
  })

if (job === 'save') await save(name)
if (job === 'local') {
  const { credential } = await ensureLocalCredential(toy, store, {
    random: { bytes: (size) => new Uint8Array(size) },
    clock: { now: () => 0 },
  })
  process.stdout.write(String(credential['private_key']))
}
if (job === 'fill')
  for (let turn = 0; ; turn += 1) {
    await save(`${name}-${turn}`)
    writeSync(1, `${name}-${turn}\n`)
  }
