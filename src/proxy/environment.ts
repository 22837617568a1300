import { entriesOf, entryMatches } from './no-proxy.ts'
import { hostsOf, type Targets } from './targets.ts'

type Env = Readonly<Record<string, string | undefined>>

/** What the preload reads: `host:port` of each platform, and where its connections go instead. */
const REDIRECT_VARIABLE = 'INTEG_REDIRECT'

/**
 * Variables by which programs find the proxy, and Node programs, most of which know no proxy, the preload that leads
 * their connections to the platforms to `doorPort`. The user's own NODE_OPTIONS and NO_PROXY are kept.
 */
export function redirectVariables(given: {
  readonly env: Env
  readonly targets: Targets
  /** Undefined: the user's own proxy variables are left as they are. */
  readonly proxyUrl: string | undefined
  readonly doorPort: number
  /** Absolute path of the CommonJS file. */
  readonly preload: string
}): Readonly<Record<string, string>> {
  const { env, targets, proxyUrl, doorPort, preload } = given
  const option = `--require ${quoted(preload)}`
  const before = env['NODE_OPTIONS'] ?? ''
  const variables: Record<string, string> = {
    NODE_OPTIONS: before.includes(option) ? before : [before, option].filter(Boolean).join(' '),
    [REDIRECT_VARIABLE]: JSON.stringify({ port: doorPort, to: [...targets.keys()] }),
  }
  if (proxyUrl === undefined) return variables
  const except = [...keptExceptions(env, targets), 'localhost', '127.0.0.1', '::1']
  for (const [name, value] of [
    ['HTTP_PROXY', proxyUrl],
    ['HTTPS_PROXY', proxyUrl],
    ['NO_PROXY', [...new Set(except)].join(',')],
  ] as const) {
    variables[name] = value
    variables[name.toLowerCase()] = value
  }
  return variables
}

/** An exception that covers a platform is left to the proxy, which heeds the user's own list for everything else. */
function keptExceptions(env: Env, targets: Targets): readonly string[] {
  const hosts = hostsOf(targets)
  return entriesOf(env['no_proxy'] || env['NO_PROXY']).filter(
    (entry) => !hosts.some((host) => entryMatches(entry, host, 443) || entryMatches(entry, host, 80)),
  )
}

/** NODE_OPTIONS splits at blanks outside double quotes; a backslash escapes inside them. */
function quoted(path: string): string {
  return /[\s"\\]/.test(path) ? `"${path.replace(/[\\"]/g, '\\$&')}"` : path
}
