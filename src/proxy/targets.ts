import { isIP } from 'node:net'
import type { ConnectorManifest } from '../sdk/connector.ts'

/** A platform of the sandbox: what it is called by, and where it answers. */
export interface RedirectedPlatform {
  readonly id: string
  readonly manifest: Pick<ConnectorManifest, 'environments' | 'hosts'>
  /** Its origin in the sandbox. */
  readonly url: string
}

export interface Target {
  readonly connector: string
  readonly origin: URL
  /** Paths that stand before the platform's own on this host: `/v1` of `https://api.example.com/v1`. The sandbox has none. */
  readonly basePaths: readonly string[]
}

/** By `host:port`, host in lower case. */
export type Targets = ReadonlyMap<string, Target>

/**
 * The addresses by which code calls the platforms: those of the manifest's environments and its other hosts, on
 * the ports of http and https. Addresses of this machine and bare IP addresses stay what they are.
 */
export function targetsOf(platforms: readonly RedirectedPlatform[]): Targets {
  const targets = new Map<string, Target>()
  const add = (platform: RedirectedPlatform, host: string, port: number, basePath: string): void => {
    if (isIP(host) || /(^|\.)localhost$|^\[/.test(host)) return
    const key = `${host}:${port}`
    const known = targets.get(key)
    if (known && known.connector !== platform.id) return
    const basePaths = [...new Set([...(known?.basePaths ?? []), ...(basePath === '' ? [] : [basePath])])]
    targets.set(key, { connector: platform.id, origin: new URL(platform.url), basePaths })
  }
  for (const platform of platforms) {
    for (const { baseUrl } of Object.values(platform.manifest.environments)) {
      const url = new URL(baseUrl)
      const basePath = url.pathname.replace(/\/+$/, '')
      const ports = url.port === '' ? [443, 80] : [Number(url.port)]
      for (const port of ports) add(platform, url.hostname, port, basePath)
    }
    for (const host of platform.manifest.hosts ?? []) for (const port of [443, 80]) add(platform, host, port, '')
  }
  return targets
}

export function findTarget(targets: Targets, host: string, port: number): Target | undefined {
  return targets.get(`${host.toLowerCase().replace(/\.$/, '')}:${port}`)
}

/** Each host once. */
export function hostsOf(targets: Targets): readonly string[] {
  return [...new Set([...targets.keys()].map((key) => key.slice(0, key.lastIndexOf(':'))))]
}

/** `/v1/books?page=2` as the sandbox knows it: `/books?page=2`. */
export function pathAt(target: Target, path: string): string {
  const base = target.basePaths
    .filter((one) => path === one || path.startsWith(`${one}/`) || path.startsWith(`${one}?`))
    .toSorted((a, b) => b.length - a.length)[0]
  const rest = base === undefined ? path : path.slice(base.length)
  return rest.startsWith('/') ? rest : `/${rest}`
}
