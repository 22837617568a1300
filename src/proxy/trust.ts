import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { rootCertificates } from 'node:tls'

type Env = Readonly<Record<string, string | undefined>>

/** Variables that replace a program's whole list of authorities, and which of the user's it would have read in their absence. */
const WHOLE_LISTS = {
  SSL_CERT_FILE: [],
  CURL_CA_BUNDLE: ['SSL_CERT_FILE'],
  REQUESTS_CA_BUNDLE: ['CURL_CA_BUNDLE'],
} as const
/** Variables that add to it. */
const ADDITIONS = ['NODE_EXTRA_CA_CERTS', 'DENO_CERT'] as const

/** Where systems keep the authorities that OpenSSL and curl trust: Debian, Fedora, openSUSE, Alpine and macOS. */
const SYSTEM_LISTS = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/**
 * Writes what the command is to trust into `folder`: the authority of this run beside whatever the user's own
 * variables, or else the system, name. The variables that lead there.
 */
export function writeTrust(
  folder: string,
  authority: string,
  given: { readonly env: Env; readonly cwd: string },
): Readonly<Record<string, string>> {
  const written = new Map<string, string>()
  const put = (others: string): string => {
    const known = written.get(others)
    if (known) return known
    const file = join(folder, `trust-${written.size + 1}.pem`)
    writeFileSync(file, others === '' ? authority : `${others.trimEnd()}\n${authority}`, { mode: 0o600 })
    written.set(others, file)
    return file
  }
  const own = (name: string): string | undefined => {
    const value = given.env[name]
    return value ? readCertificates(resolve(given.cwd, value)) : undefined
  }
  const variables: Record<string, string> = {}
  for (const name of ADDITIONS) variables[name] = put(own(name) ?? '')
  const list = systemList()
  for (const [name, others] of Object.entries(WHOLE_LISTS))
    variables[name] = put([name, ...others].map(own).find((text) => text !== undefined) ?? list)
  return variables
}

function systemList(): string {
  for (const file of SYSTEM_LISTS) if (existsSync(file)) return readCertificates(file) ?? ''
  return rootCertificates.join('\n')
}

/** A file, or every file of a folder as `c_rehash` makes it; undefined when there is nothing to read. */
function readCertificates(path: string): string | undefined {
  try {
    if (!statSync(path).isDirectory()) return readFileSync(path, 'utf8')
    const texts = readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && statSync(join(path, entry.name)).isFile())
      .map((entry) => readFileSync(join(path, entry.name), 'utf8'))
    return [...new Set(texts.filter((text) => text.includes('BEGIN CERTIFICATE')))].join('\n')
  } catch {
    return undefined
  }
}
