import type { RequestListener } from 'node:http'
import { notice, type Log } from './log.ts'
import { openPort } from './open-port.ts'
import { readPorts, wishPorts } from './ports-file.ts'
import type { SandboxOptions } from './options.ts'
import type { Clock } from '../sdk/http.ts'
import type { WebServer } from './web.ts'

/** The control server first, then one per connector in the given order. `onOpen` hears of each, to close it again. */
export async function openServers(
  listeners: readonly RequestListener[],
  options: Pick<SandboxOptions, 'stateFolder' | 'port' | 'connectors'>,
  on: { readonly log: Log; readonly clock: Clock; readonly onOpen: (server: WebServer) => void },
): Promise<readonly WebServer[]> {
  const { stateFolder, port, connectors } = options
  const ids = connectors.map(({ id }) => id)
  const wishes = wishPorts(port, ids, readPorts(stateFolder))
  const servers: WebServer[] = []
  for (const [at, listener] of listeners.entries()) {
    const wish = wishes[at] ?? { port: 0, fixed: false }
    const server = await openPort(wish, listener, (wanted, got) =>
      notice(on.log, on.clock, 'port-moved', {
        en: `Port ${wanted} is taken; ${ids[at - 1] ?? 'control'} uses ${got}.`,
        zh: `端口 ${wanted} 已被占用，${ids[at - 1] ?? '控制接口'}改用 ${got}。`,
      }),
    )
    on.onOpen(server)
    servers.push(server)
  }
  return servers
}
