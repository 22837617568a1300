import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call } from '../../src/call/call.ts'
import { mintCredential } from '../../src/profiles/local.ts'
import { createRegistry } from '../../src/registry/registry.ts'
import { startSandbox, type RunningSandbox } from '../../src/sandbox/start.ts'
import type { Connector, Credential, Json } from '../../src/sdk/index.ts'
import { createHttpClient } from '../../src/system/http.ts'
import { findPaths } from '../../src/system/paths.ts'
import { systemClock } from '../../src/system/clock.ts'
import { systemRandom } from '../../src/system/random.ts'

// One sandbox for each protocol, and every operation on both: the same handlers have to come to the same end.

const http = createHttpClient({})
const paths = findPaths(process.env)
let connector: Connector
let credential: Credential
const sandboxes = new Map<string, RunningSandbox>()

beforeAll(async () => {
  const registry = await createRegistry({ builtinFolder: paths.builtinConnectors, project: undefined, paths })
  connector = await registry.get('alipay')
  registry.close()
  credential = await mintCredential(connector, { random: systemRandom, clock: systemClock })
  const options = { connectors: [connector], port: 0, memory: true, version: '0.0.0', credentials: () => [credential] }
  for (const protocol of ['v2', 'v3'])
    sandboxes.set(protocol, await startSandbox(options, { clock: systemClock, random: systemRandom, http }))
})

afterAll(async () => {
  for (const sandbox of sandboxes.values()) await sandbox.close()
})

/** The code of a failure without the prefix that v3 leaves out, or the names of the result's members. */
async function ending(id: string, protocol: string): Promise<string> {
  const operation = connector.operation(id)!
  const { body, parameters } = operation
  const example = body ? (body.example ?? connector.sample(body.schema)) : {}
  const required = parameters.filter((one) => one.required).map((one) => [one.name, connector.sample(one.schema)])
  const { outcome } = await call(
    { operation: id, values: { ...Object.fromEntries(required), ...(example as Record<string, Json>) }, protocol },
    {
      clock: systemClock,
      random: systemRandom,
      http,
      connectorFor: async () => ({ connector, operation }),
      credential: async () => ({ credential, environment: 'local', profile: undefined }),
      localUrl: async () => new URL(sandboxes.get(protocol)?.url('alipay') ?? ''),
    },
  )
  if (outcome.error) return outcome.error.code.replace(/^(isv|isp|aop)\./, '')
  const names = Object.keys(outcome.value as Record<string, Json>)
  return names
    .filter((name) => name !== 'code' && name !== 'msg')
    .sort()
    .join(' ')
}

describe('the operations', () => {
  it('come to the same end by v2 and by v3', async () => {
    const ids = connector.operations().map(({ id }) => id)
    const both = ids.filter((id) => connector.operation(id)?.auth.includes('alipayV3'))
    expect(both.length).toBeGreaterThan(30)
    const endings = { v2: [] as string[], v3: [] as string[] }
    for (const id of both) {
      endings.v2.push(`${id}: ${await ending(id, 'v2')}`)
      endings.v3.push(`${id}: ${await ending(id, 'v3')}`)
    }
    expect(endings.v3).toEqual(endings.v2)
  })

  it('that go to a browser or an app have no v3', () => {
    const ids = connector.operations().map(({ id }) => id)
    const only = ids.filter((id) => !connector.operation(id)?.auth.includes('alipayV3'))
    expect(only).toEqual(expect.arrayContaining(['alipay.trade.page.pay']))
    for (const id of only) expect(id).toMatch(/^alipay\.trade\.(page|wap|app)\.pay$/)
  })
})
