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
import type { Text } from '../../text/text.ts'
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
    ...(connectors.length === 0 ? await nothingToLookAt(machine) : []),
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

async function nothingToLookAt(machine: MachineContext): Promise<readonly PlannedCheck[]> {
  const summary = await whyNothing(machine)
  return CONNECTOR.map(({ id, title }) => ({ id, title, run: async () => ({ status: 'skip', summary }) }))
}

async function whyNothing(machine: MachineContext): Promise<Text> {
  const project = await machine.project().catch(() => 'broken' as const)
  if (project === undefined)
    return { en: 'no integration here, and no saved profile', zh: '当前目录不是集成项目，也没有已保存的凭证' }
  if (project === 'broken') return { en: 'integration.json cannot be used', zh: 'integration.json 无法使用' }
  const named = project.connectors.join(', ')
  return named === ''
    ? { en: 'integration.json names no connector', zh: 'integration.json 中没有连接器' }
    : {
        en: `not run: the connector of integration.json (${named}) cannot be used`,
        zh: `未运行：integration.json 中的连接器（${named}）无法使用`,
      }
}
