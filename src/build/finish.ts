import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createProgram } from '../cli/program.ts'
import { commands } from '../commands/index.ts'
import { buildConnector } from '../registry/build.ts'
import { SEED_SCHEMA } from '../seed/schema.ts'
import type { Lang } from '../text/text.ts'
import { collectLicences } from './licences.ts'

// What `npm run build` does after the bundler: connectors become JSON with an index, help becomes text,
// the schema and the licences of what was bundled are put beside them.
const dist = dirname(fileURLToPath(import.meta.url))
const root = dirname(dist)

for (const id of readdirSync(join(root, 'src/connectors'))) {
  const source = join(root, 'src/connectors', id)
  if (existsSync(join(source, 'connector.yaml'))) await buildConnector(source, join(dist, 'connectors', id))
}

const HELP_COLUMNS = 80
for (const lang of ['en', 'zh'] as const) writeFileSync(join(dist, `help.${lang}.txt`), helpText(lang))

copyFileSync(join(root, 'src/project/integration.schema.json'), join(dist, 'integration.schema.json'))
writeFileSync(join(dist, 'seed.schema.json'), `${JSON.stringify(SEED_SCHEMA, null, 2)}\n`)
writeFileSync(
  join(dist, 'THIRD-PARTY-LICENSES.txt'),
  collectLicences(root, readFileSync(join(root, 'package-lock.json'), 'utf8')),
)

function helpText(lang: Lang): string {
  const options = {
    lang,
    color: false,
    columns: HELP_COLUMNS,
    write: () => undefined,
    onCommand: async () => undefined,
  }
  let text = ''
  const program = createProgram(commands, { ...options, write: (part) => (text += part) })
  program.outputHelp()
  return text
}
