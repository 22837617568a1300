import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the control port and the connectors listened the last time, so that addresses stay the same. */
export interface RememberedPorts {
  readonly control?: number
  readonly connectors: Readonly<Record<string, number>>
}

const DEFAULT_PORT = 4920
const fileOf = (folder: string): string => join(folder, 'ports.json')

export function readPorts(folder: string | undefined): RememberedPorts {
  try {
    const value = JSON.parse(readFileSync(fileOf(folder ?? ''), 'utf8')) as Partial<RememberedPorts> | null
    return {
      ...(isPort(value?.control) ? { control: value.control } : {}),
      connectors: Object.fromEntries(Object.entries(value?.connectors ?? {}).filter(([, port]) => isPort(port))),
    }
  } catch {
    return { connectors: {} }
  }
}

export function savePorts(folder: string, ports: RememberedPorts): void {
  const connectors = { ...readPorts(folder).connectors, ...ports.connectors }
  writeFileSync(fileOf(folder), `${JSON.stringify({ ...ports, connectors })}\n`, { mode: 0o600 })
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) < 65536
}

/** A wish per server: control first, then the connectors in order. `fixed`: the user named it, nothing else will do. */
export interface PortWish {
  readonly port: number
  readonly fixed: boolean
}

export function wishPorts(
  base: number | undefined,
  connectors: readonly string[],
  remembered: RememberedPorts,
): readonly PortWish[] {
  if (base === 0) return ['', ...connectors].map(() => ({ port: 0, fixed: false }))
  if (base !== undefined) return ['', ...connectors].map((_, at) => ({ port: base + at, fixed: true }))
  const taken = new Set([remembered.control, ...Object.values(remembered.connectors)])
  const control = remembered.control ?? firstFree(taken, DEFAULT_PORT)
  const rest = connectors.map((id) => remembered.connectors[id] ?? firstFree(taken, DEFAULT_PORT + 1))
  return [control, ...rest].map((port) => ({ port, fixed: false }))
}

function firstFree(taken: Set<number | undefined>, from: number): number {
  let port = from
  while (taken.has(port)) port += 1
  taken.add(port)
  return port
}
