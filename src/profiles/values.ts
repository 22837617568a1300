import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { credentialFileUnreadable } from '../errors/catalog/auth.ts'
import type { CredentialField } from '../sdk/auth.ts'

const LARGEST = 1_000_000

/** `INTEG_<CONNECTOR>_<FIELD>`. */
export function variableName(connector: string, field: string): string {
  return `INTEG_${upper(connector)}_${upper(field)}`
}

export const upper = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, '_')

/**
 * A value as it is meant: without the line break that a file ends with, and a PEM with real line breaks, which
 * environment files and JSON often hold as `\n` or `\r\n`.
 */
export function normaliseValue(field: Pick<CredentialField, 'format'> | undefined, value: string): string {
  const text = value.replace(/^\ufeff/, '').trim()
  if (!text.includes('-----BEGIN')) return text
  const lines = text.replaceAll('\\r\\n', '\n').replaceAll('\\n', '\n').replace(/\r\n?/g, '\n')
  return field?.format === 'text' ? lines : `${lines.trim()}\n`
}

export interface VariableValue {
  readonly name: string
  readonly value: string
  /** The file it names, when it begins with `@`; `@@` is an `@` that is meant. */
  readonly file?: string
}

/** Undefined when the variable is not set or empty. Throws `credential-file-unreadable`. */
export function readVariable(
  field: Pick<CredentialField, 'name' | 'format'>,
  at: { connector: string; env: Readonly<Record<string, string | undefined>>; cwd: string },
): VariableValue | undefined {
  const name = variableName(at.connector, field.name)
  const given = at.env[name]
  if (given === undefined || given.trim() === '') return undefined
  if (!given.startsWith('@')) return { name, value: normaliseValue(field, given) }
  if (given.startsWith('@@')) return { name, value: normaliseValue(field, given.slice(1)) }
  const file = resolve(at.cwd, given.slice(1))
  return { name, file, value: normaliseValue(field, readValueFile(name, file)) }
}

/** Text of a file that holds one value. `name` says in the error who named it. */
export function readValueFile(name: string, path: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw credentialFileUnreadable({ name, path, reason }, { cause: error })
  }
  if (bytes.byteLength > LARGEST || bytes.includes(0))
    throw credentialFileUnreadable({ name, path, reason: 'not a text file' })
  return bytes.toString('utf8')
}
