import { startSandbox } from '../../src/sandbox/start.ts'
import { systemClock } from '../../src/system/clock.ts'
import { createHttpClient } from '../../src/system/http.ts'
import { systemRandom } from '../../src/system/random.ts'
import { PARTNER, toyConnector } from '../unit/sandbox/toy-connector.ts'

/** Run as a process of its own, to be killed: a sandbox whose platform tries again quickly and for long. */
// Loaded ahead of its turn: what is to be killed is a sandbox, not a program that loads.
await new Promise((resolve) => process.stdin.once('data', resolve))
const toy = toyConnector()
const scheme = toy.webhooks['toy']
const webhooks = scheme ? { toy: { ...scheme, retries: Array.from({ length: 200 }, () => 0.05) } } : {}
const sandbox = await startSandbox(
  {
    connectors: [{ ...toy, webhooks }],
    credentials: () => [PARTNER],
    version: '0.0.0',
    stateFolder: process.argv[2] ?? '',
    port: 0,
  },
  { clock: systemClock, random: systemRandom, http: createHttpClient({}) },
)
const { control, token } = sandbox
process.stdout.write(`${JSON.stringify({ url: sandbox.url('toy'), control, token })}\n`)
