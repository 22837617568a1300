import { join } from 'node:path'
import type { CommandContext } from '../../../src/cli/context.ts'
import { createPlatforms } from '../../../src/cli/platforms.ts'
import { unknownConnector } from '../../../src/errors/catalog/connector.ts'
import { findProject } from '../../../src/project/project.ts'
import { createProfileStore } from '../../../src/profiles/store.ts'
import { createRedactor } from '../../../src/profiles/redact.ts'
import type { Registry } from '../../../src/registry/registry.ts'
import type { Connector } from '../../../src/sdk/connector.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { createHttpClient } from '../../../src/system/http.ts'
import { systemRandom } from '../../../src/system/random.ts'
import type { Lang } from '../../../src/text/text.ts'
import { createIo, type Streams } from '../../../src/ui/terminal.ts'
import { toyConnector } from './toy-connector.ts'

export interface ToySetup {
  readonly home: string
  readonly streams: Streams
  readonly signal: AbortSignal
  readonly json?: boolean
  readonly lang?: Lang
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly packageRoot?: string
  /** In place of the toy, under its name. */
  readonly connector?: Connector
  readonly defer: CommandContext['defer']
}

/** A context whose only connector is the toy. Everything but the registry is the real thing. */
export function toyContext(setup: ToySetup): CommandContext {
  const { home, streams, signal, json = false, lang = 'en', env = {}, packageRoot = home } = setup
  const redactor = createRedactor()
  const paths = {
    config: join(home, 'config'),
    data: join(home, 'data'),
    cache: join(home, 'cache'),
    packageRoot,
    builtinConnectors: home,
    templates: home,
  }
  const toy = setup.connector ?? toyConnector()
  const registry = {
    active: () => [{ id: 'toy' }],
    get: async () => toy,
    choose: (id: string) => {
      if (id !== 'toy' && id !== 'other') throw unknownConnector({ name: id })
      return [{ id }]
    },
  } as unknown as Registry
  const ports = {
    version: '0.0.0-toy',
    specs: [],
    cwd: home,
    env,
    lang,
    options: { json, quiet: false, trace: false, yes: false, profile: undefined, environment: undefined },
    io: createIo(streams, { lang, json, quiet: false, env, redactor }),
    clock: systemClock,
    random: systemRandom,
    redactor,
    paths,
    signal,
    defer: setup.defer,
    http: async () => createHttpClient(env),
    registry: async () => registry,
    profiles: async () => createProfileStore({ paths, clock: systemClock }),
    project: async () => findProject(home),
    prompts: unused,
    exec: unused,
  }
  const { callPorts, sandbox, localCredential } = createPlatforms(ports)
  return { ...ports, callPorts, sandbox, localCredential }
}

async function unused(): Promise<never> {
  throw new TypeError('the sandbox commands do not use this port')
}
