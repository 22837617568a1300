import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRegistry } from '../registry/registry.ts'
import { describeVectors, runVectors } from './vectors.ts'

/** `npm run vectors [folder]`: the golden signatures of a folder through the built-in connectors. Exit code 1 when one fails. */
const folder = resolve(process.argv[2] ?? '../shared/vectors')
const builtinFolder = fileURLToPath(new URL('./connectors', import.meta.url))
const registry = await createRegistry({ builtinFolder, project: undefined, paths: { data: builtinFolder } })
const results = await runVectors(folder, registry)
process.stdout.write(`${results.map(describeVectors).join('\n')}\n`)
process.exitCode = results.some(({ totals }) => totals.fail > 0) ? 1 : 0
