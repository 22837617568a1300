import { it } from 'vitest'
import { writeFileSync } from 'node:fs'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'
import { makeShop } from './shop-server.ts'
it('x', async () => {
  const t = performance.now()
  const r = await runCli(['validate'], { cwd: '/tmp/tmp.HjtOADt4of' })
  writeFileSync('/tmp/tpl.out', r.stdout + r.stderr + (performance.now() - t))
  const u = performance.now()
  const s = await runCli(['validate','--lang','zh'], { cwd: makeShop(tempDir(), 'believes-all') })
  writeFileSync('/tmp/shop.out', s.stdout + s.stderr + (performance.now() - u))
}, 60000)
