import { isUtf8 } from 'node:buffer'
import type { HttpRequest } from '../sdk/http.ts'

/** Beyond it a body goes through a pipe: shells limit the length of one argument. */
const LONGEST_ARGUMENT = 100_000

/**
 * A POSIX shell command that sends exactly these bytes: curl expands no brackets and reads no file for a leading `@`.
 * `variables` (value → name) are written as `"$NAME"` in the place of their values.
 */
export function toCurl(request: HttpRequest, variables: ReadonlyMap<string, string> = new Map()): string {
  const quoted = (text: string) => withVariables(text, variables)
  const { body } = request
  const isArgument = isUtf8(body) && !body.includes(0) && body.byteLength <= LONGEST_ARGUMENT
  const pipe = isArgument ? '' : `printf %s ${quote(Buffer.from(body).toString('base64'))} | base64 -d | `
  const lines = [`${pipe}curl --globoff ${quoted(request.url.href)}`]
  if (request.method !== 'GET') lines.push(`--request ${request.method}`)
  for (const [name, value] of Object.entries(request.headers)) lines.push(`--header ${quoted(`${name}: ${value}`)}`)
  if (!isArgument) lines.push('--data-binary @-')
  else if (body.byteLength > 0) lines.push(`--data-raw ${quoted(Buffer.from(body).toString('utf8'))}`)
  return lines.join(' \\\n  ')
}

/** Only values that a shell variable gives back unchanged: what is encoded in the request stays as it is. */
function withVariables(text: string, variables: ReadonlyMap<string, string>): string {
  const found = [...variables].filter(([value]) => value !== '' && text.includes(value))
  const [first] = found.toSorted(([a], [b]) => b.length - a.length)
  if (!first) return quote(text)
  const [value, name] = first
  return text
    .split(value)
    .map((piece) => (piece === '' ? '' : withVariables(piece, variables)))
    .join(`"$${name}"`)
}

/** Control and bidirectional characters are written by `printf`, so that the line shows what it does and cannot drive a terminal. */
const HIDDEN = /[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g

function quote(text: string): string {
  const quoted = text.replaceAll("'", `'\\''`)
  return `'${quoted.replace(HIDDEN, (hidden) => `'"$(printf '${octal(hidden)}')"'`)}'`
}

const octal = (text: string) => [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
