import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportWouldOverwrite } from '../errors/catalog/auth.ts'
import type { Credential, CredentialField } from '../sdk/auth.ts'
import { readPrivateKey, readPublicKey } from '../sdk/crypto.ts'
import { fieldsOf, type Authenticated } from './fields.ts'
import { upper } from './values.ts'
import { makeFolder } from '../system/folder.ts'

export interface ExportFile {
  readonly name: string
  readonly content: string
}

export interface ExportRequest {
  readonly connector: Authenticated
  readonly credential: Credential
  /** Where the platform answers; no slash at the end. */
  readonly baseUrl: string
  /** `exports` of the manifest; absent: `<CONNECTOR>_BASE_URL`. */
  readonly variables?: Readonly<Record<string, string>> | undefined
  /** The folder as the user names it, for variables that hold paths. */
  readonly dir: string
}

/**
 * A credential in the form that the platform's own SDKs take: key files in PEM (RSA private keys as PKCS#1, unless
 * the field says otherwise) and a `.env` in which keys are one line of base64, the form that consoles hand out. A connector
 * that names nothing gives `.env` alone, with `<CONNECTOR>_<FIELD>`.
 */
export function exportFiles(request: ExportRequest): readonly ExportFile[] {
  const { connector, credential, dir } = request
  const fields = fieldsOf(connector)
  const named = fields.some((field) => field.exportAs)
  const files: ExportFile[] = []
  const lines: string[] = []
  for (const field of fields) {
    const value = credential[field.name]
    if (!value) continue
    const as = named ? (field.exportAs ?? {}) : { env: `${upper(connector.id)}_${upper(field.name)}` }
    if (as.env) lines.push(assign(as.env, inlineForm(field, value)))
    if (as.file) files.push({ name: as.file, content: fileForm(field, value) })
    if (as.file && as.envFile) lines.push(assign(as.envFile, join(dir, as.file)))
  }
  const variables = request.variables ?? { [`${upper(connector.id)}_BASE_URL`]: '{baseUrl}' }
  for (const [name, value] of Object.entries(variables))
    lines.push(assign(name, value.replaceAll('{baseUrl}', request.baseUrl)))
  return [...files, { name: '.env', content: `${lines.join('\n')}\n` }]
}

function fileForm(field: CredentialField, value: string): string {
  if (field.format !== 'pem') return value.endsWith('\n') ? value : `${value}\n`
  return toPem(field, value) ?? `${value.trim()}\n`
}

/** One line: keys in base64 without their markers. */
export function inlineForm(field: CredentialField, value: string): string {
  if (field.format !== 'pem') return value
  const pem = toPem(field, value)
  // A certificate is left whole: what is inside its markers is not a key.
  return pem === undefined ? value : pem.replace(/-----[^-]+-----|\s/g, '')
}

/** Undefined for what is not a bare key, such as a certificate. */
function toPem(field: CredentialField, value: string): string | undefined {
  if (value.includes('CERTIFICATE-----')) return undefined
  try {
    const key = readPrivateKey(value)
    const type = key.asymmetricKeyType === 'rsa' ? (field.exportAs?.keyForm ?? 'pkcs1') : 'pkcs8'
    return key.export({ type, format: 'pem' }).toString()
  } catch {
    // Not a private key.
  }
  try {
    return readPublicKey(value).export({ type: 'spki', format: 'pem' }).toString()
  } catch {
    return undefined
  }
}

/** Read alike by node --env-file, dotenv, shells and, where no quotes are needed, Docker. */
export function assign(name: string, value: string): string {
  if (/^[\w@%+=:,./-]*$/.test(value)) return `${name}=${value}`
  if (!/['\n]/.test(value)) return `${name}='${value}'`
  return `${name}="${value.replaceAll('\n', '\\n')}"`
}

export interface ExportedFile {
  readonly path: string
  readonly state: 'written' | 'unchanged' | 'replaced'
}

/**
 * Writes the files 0600 into a folder 0700 that git ignores, all or none. A folder that holds other things keeps
 * its mode. Throws `export-would-overwrite`.
 */
export function writeExport(folder: string, files: readonly ExportFile[], force: boolean): readonly ExportedFile[] {
  const isNew = !existsSync(folder)
  const planned = files.map((file) => ({
    ...file,
    path: join(folder, file.name),
    before: contentOf(join(folder, file.name)),
  }))
  const other = planned.filter((file) => file.before !== undefined && file.before !== file.content)
  if (other.length > 0 && !force) throw exportWouldOverwrite({ files: other.map((file) => file.path) })
  makeFolder(folder, 0o700)
  if (isNew) writeFileSync(join(folder, '.gitignore'), '*\n', { mode: 0o600 })
  closeFolder(folder, new Set([...files.map((file) => file.name), '.gitignore']))
  return planned.map(({ path, content, before }) => {
    if (before === content) chmodSync(path, 0o600)
    else putFile(path, content)
    return { path, state: before === undefined ? 'written' : before === content ? 'unchanged' : 'replaced' }
  })
}

function closeFolder(folder: string, ours: ReadonlySet<string>): void {
  if (process.platform === 'win32' || (statSync(folder).mode & 0o077) === 0) return
  if (readdirSync(folder).every((name) => ours.has(name))) chmodSync(folder, 0o700)
}

/** A whole file or none, and never through somebody's link. */
function putFile(path: string, content: string): void {
  const fresh = `${path}.${process.pid}.new`
  try {
    writeFileSync(fresh, content, { flag: 'wx', mode: 0o600 })
    renameSync(fresh, path)
  } finally {
    rmSync(fresh, { force: true })
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
