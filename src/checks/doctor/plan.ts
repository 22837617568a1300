import { plan, type PlannedCheck } from '../run.ts'
import { cliCheck } from './cli.ts'
import { clockCheck, clockSkewCheck } from './clock-skew.ts'
import { credentialCheck } from './credential.ts'
import { endpointCheck } from './endpoint.ts'
import { nodeCheck } from './node.ts'
import { nodeEnvironmentCheck } from './node-environment.ts'
import { projectCheck } from './project.ts'
import { reachCheck } from './reach.ts'
import { storeCheck } from './store.ts'
import type { ConnectorCheck, ConnectorContext, MachineCheck, MachineContext } from './types.ts'
import type { CheckContext } from '../../sdk/check.ts'

const MACHINE: readonly MachineCheck[] = [
  nodeCheck,
  nodeEnvironmentCheck,
  cliCheck,
  storeCheck,
  clockCheck,
  projectCheck,
]
const CONNECTOR: readonly ConnectorCheck[] = [credentialCheck, reachCheck, clockSkewCheck, endpointCheck]

/** All that `doctor` looks at: the machine, then each connector, then what the connectors themselves want checked. */
export async function planDoctor(
  machine: MachineContext,
  connectors: readonly ConnectorContext[],
): Promise<readonly PlannedCheck[]> {
  const own = await Promise.all(connectors.map(checksOfConnector))
  return [
    ...MACHINE.map((check) => plan(check, machine)),
    ...connectors.flatMap((ctx) => CONNECTOR.map((check) => plan(check, ctx, ctx.connectorId))),
    ...(connectors.length === 0 ? CONNECTOR.map(nothingToLookAt) : []),
    ...own.flat(),
  ]
}

/** A connector that does not load fails in the check `credential`; here it only has nothing to add. */
async function checksOfConnector(ctx: ConnectorContext): Promise<readonly PlannedCheck[]> {
  const connector = await ctx.connector(ctx.connectorId).catch(() => undefined)
  return (connector?.checks ?? []).map((check) => ({
    id: check.id,
    title: check.title,
    connector: ctx.connectorId,
    ...(check.needs ? { needs: check.needs } : {}),
    run: async () => {
      const credential = (await ctx.credential())?.credential
      const own: CheckContext = {
        clock: ctx.clock,
        cwd: ctx.cwd,
        ...(credential ? { credential } : {}),
        send: (request) => ctx.http.send(request, { timeoutMs: 4000 }),
      }
      return check.run(own)
    },
  }))
}

function nothingToLookAt(check: ConnectorCheck): PlannedCheck {
  return {
    id: check.id,
    title: check.title,
    run: async () => ({
      status: 'skip',
      summary: { en: 'no integration here, and no saved profile', zh: '当前目录不是集成项目，也没有已保存的凭证' },
    }),
  }
}
