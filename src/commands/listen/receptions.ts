import type { CommandContext } from '../../cli/context.ts'
import { nothingToListenTo } from '../../errors/catalog/events.ts'
import { connectorsMeant, projectEventUrl } from '../../events/connectors.ts'
import { checkForwardTarget } from '../../events/forward.ts'
import type { Reception } from '../../events/receiver.ts'
import { assertRoutes, routeOf } from '../../events/routes.ts'
import type { Project } from '../../project/project.ts'
import type { Connector } from '../../sdk/connector.ts'

export interface ReceptionWish {
  /** Of --forward-to: takes everything. */
  readonly forwardTo: URL | undefined
  readonly allowRemote: boolean
  readonly wants: (type: string) => boolean
}

/** The connectors that are meant and that send events. Throws `nothing-to-listen-to`. */
export async function listenable(ctx: CommandContext, named: readonly string[]): Promise<readonly Connector[]> {
  const registry = await ctx.registry()
  const ids = connectorsMeant(registry, named)
  const connectors = await Promise.all(ids.map((id) => registry.get(id)))
  const sending = connectors.filter((one) => one.events().length > 0 && Object.keys(one.webhooks).length > 0)
  if (sending.length === 0) throw nothingToListenTo({ connectors: ids })
  return sending
}

/** Throws `event-pattern-unknown` where a route of integration.json fits no event of any connector in use. */
export async function checkRoutes(ctx: CommandContext, project: Project | undefined): Promise<void> {
  if (!project || Object.keys(project.routes).length === 0) return
  const registry = await ctx.registry()
  const all = await Promise.all(registry.active().map(({ id }) => registry.get(id)))
  assertRoutes(
    project.routes,
    all.flatMap((connector) => connector.events().map(({ id }) => id)),
  )
}

/** Where one connector's events go on: --forward-to, else the routes of integration.json, else its `url` and `events`. */
export async function receptionOf(
  ctx: CommandContext,
  connector: Connector,
  project: Project | undefined,
  wish: ReceptionWish,
): Promise<Reception> {
  const { credential } = await ctx.localCredential(connector)
  const { forwardTo, allowRemote, wants } = wish
  const named = forwardTo ? targetOf(forwardTo, project, connector.id) : projectEventUrl(project, connector.id)
  const allowed = allowRemote || forwardTo === undefined
  const forward = named === undefined ? {} : { forwardTo: checkForwardTarget(named, allowed) }
  const routes = forwardTo ? {} : routesOf(connector, project)
  return { connector, credential, wants, ...forward, ...routes }
}

function routesOf(connector: Connector, project: Project | undefined): Pick<Reception, 'route'> {
  const routes = project?.routes ?? {}
  const used = connector.events().some(({ id }) => routeOf(routes, id) !== undefined)
  if (!used) return {}
  return {
    route: (type) => {
      const url = routeOf(routes, type)
      return url === undefined ? undefined : new URL(url)
    },
  }
}

/** Every address that the reception stands in front of. */
export function forwardsOf({ connector, forwardTo, route }: Reception): readonly string[] {
  const routed = route ? connector.events().flatMap(({ id }) => route(id)?.href ?? []) : []
  return [...new Set([...(forwardTo ? [forwardTo.href] : []), ...routed])]
}

/** An address without a path takes the path that integration.json gives the connector. */
function targetOf(given: URL, project: Project | undefined, connector: string): string {
  const path = project?.events[connector]
  return given.pathname === '/' && given.search === '' && path !== undefined ? new URL(path, given).href : given.href
}
