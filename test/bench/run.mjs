// `npm run bench`: every benchmark, one after the other, each in a process of its own; `npm run bench -- <name>` only that.
import { spawnSync } from 'node:child_process'
import { here } from './processes.mjs'

const ALL = ['startup', 'call', 'requests', 'document', 'deliveries']
const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !ALL.includes(name))
if (unknown !== undefined) {
  process.stderr.write(`no benchmark ${unknown}; there are ${ALL.join(', ')}\n`)
  process.exitCode = 2
} else {
  for (const name of wanted.length > 0 ? wanted : ALL) {
    const { status } = spawnSync(process.execPath, [here(`${name}.mjs`)], { stdio: 'inherit' })
    if (status !== 0) process.exitCode = 1
    process.stdout.write('\n')
  }
}
