import type { CallInput, CallPorts } from '../call/types.ts'
import { ensureLocalCredential, type LocalCredential } from '../profiles/local.ts'
import { resolveCredential } from '../profiles/resolve.ts'
import { attachSandbox, type AttachedSandbox } from '../sandbox/attach.ts'
import { stateFolder } from '../sandbox/location.ts'
import type { LogRecord } from '../sandbox/log.ts'
import { connectorNotServed } from '../errors/catalog/sandbox.ts'
import { IntegError } from '../errors/integ-error.ts'
import type { Connector } from '../sdk/connector.ts'
import type { CommandContext, SandboxOptions } from './context.ts'

type Ports = Omit<CommandContext, 'callPorts' | 'sandbox' | 'localCredential'>

/** How the rooms meet for one run: the sandbox on the project's state, local credentials, and what a call needs. */
export interface Platforms {
  readonly callPorts: () => Promise<CallPorts>
  readonly sandbox: (options?: SandboxOptions) => Promise<AttachedSandbox>
  readonly localCredential: (connector: Connector) => Promise<LocalCredential>
}

export function createPlatforms(ports: Ports): Platforms {
  const minted = new Map<string, Promise<LocalCredential>>()
  const localCredential = (connector: Connector) => {
    const made =
      minted.get(connector.id) ?? ports.profiles().then((store) => ensureLocalCredential(connector, store, ports))
    minted.set(connector.id, made)
    return made
  }
  let attached: Promise<AttachedSandbox> | undefined
  const sandbox = (options: SandboxOptions = {}) => (attached ??= attach(ports, options, localCredential))
  const callPorts = async (): Promise<CallPorts> => ({
    clock: ports.clock,
    random: ports.random,
    http: await ports.http(),
    signal: ports.signal,
    connectorFor: async (operation, connector) => (await ports.registry()).findOperation(operation, connector),
    credential: (connector, input) => credentialOf(ports, connector, input, localCredential),
    merchantToken: async (connector, profile, name) => {
      const { findMerchant } = await import('../profiles/merchants.ts')
      const wanted = { connector: connector.id, profile, name }
      return findMerchant(await ports.profiles(), wanted, ports.redactor).token
    },
    saveCredential: async (profile, changed) => {
      const store = await ports.profiles()
      if (!store.get(profile)) return
      await store.update(profile, (saved) => ({ ...saved, credential: { ...saved.credential, ...changed } }))
    },
    localUrl: async (connector) => {
      await localCredential(connector)
      const url = (await sandbox()).url(connector.id)
      if (url === undefined) throw connectorNotServed({ connector: connector.id, served: (await sandbox()).connectors })
      return new URL(url)
    },
  })
  return { callPorts, sandbox, localCredential }
}

async function credentialOf(
  ports: Ports,
  connector: Connector,
  input: Pick<CallInput, 'profile' | 'environment' | 'showLocal'>,
  localCredential: Platforms['localCredential'],
) {
  const secrets: string[] = []
  const hide = () => {
    for (const secret of secrets) ports.redactor.add(secret)
  }
  const profileName = input.profile ?? ports.options.profile
  try {
    const resolved = await resolveCredential({
      connector,
      environment: input.environment ?? ports.options.environment,
      profileName,
      env: ports.env,
      cwd: ports.cwd,
      store: await ports.profiles(),
      project: await ports.project(),
      local: () => localCredential(connector),
      redactor: { add: (secret) => void secrets.push(secret) },
    })
    if (resolved.environment !== 'local' || profileName !== undefined || input.showLocal !== true) hide()
    return resolved
  } catch (error) {
    hide()
    throw error
  }
}

/** What an unusable state folder says; a sandbox that keeps nothing works all the same. */
const UNWRITABLE = new Set(['EACCES', 'EROFS', 'ENOENT', 'ENOTDIR', 'EPERM'])

async function attach(
  ports: Ports,
  options: SandboxOptions,
  localCredential: Platforms['localCredential'],
): Promise<AttachedSandbox> {
  const { env, cwd, paths, version, clock, random, signal } = ports
  const folder = stateFolder({ state: options.state, env, cwd, dataFolder: paths.data })
  const connectors = () => loadConnectors(ports)
  const credentials = new Map<string, readonly LocalCredential['credential'][]>()
  const prepare = async () => {
    const loaded = await connectors()
    const store = await ports.profiles()
    for (const connector of loaded) {
      const { credential } = await localCredential(connector)
      const others = store.list().filter((one) => one.connector === connector.id && one.environment === 'local')
      credentials.set(connector.id, [credential, ...others.map((one) => one.credential)])
    }
    return loaded
  }
  const given = {
    version,
    stateFolder: folder,
    connectors: prepare,
    credentials: (id: string) => credentials.get(id) ?? [],
    announce: options.announce === true,
  }
  const http = await ports.http()
  // What it does is the command's own business; what is wrong with its state is not.
  const onRecord = (record: LogRecord) => void (record.type === 'notice' && ports.io.say(record.text))
  const own = { clock, random, http, signal, onRecord }
  const sandbox = await attachSandbox(given, own).catch(async (error: unknown) => {
    const code = (error as { code?: string }).code ?? ''
    const cause = error instanceof IntegError ? ((error.cause as { code?: string } | undefined)?.code ?? '') : code
    if (options.state !== undefined || env['INTEG_STATE_DIR'] || !UNWRITABLE.has(cause)) throw error
    ports.io.say({
      en: `${folder} cannot be written: this sandbox forgets everything at its end.`,
      zh: `${folder} 不可写：本次沙箱结束后不保留任何数据。`,
    })
    return attachSandbox({ ...given, stateFolder: undefined }, own)
  })
  ports.defer(() => sandbox.close())
  return sandbox
}

/** The project's connectors; without a project, all that are known. */
async function loadConnectors(ports: Ports): Promise<readonly Connector[]> {
  const registry = await ports.registry()
  return Promise.all(registry.active().map(({ id }) => registry.get(id)))
}
