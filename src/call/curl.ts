import type { HttpRequest } from '../sdk/http.ts'

/** A POSIX shell command that sends exactly these bytes: curl expands no brackets and reads no file for a leading `@`. */
export function toCurl(request: HttpRequest): string {
  const lines = [`curl --globoff ${quote(request.url.href)}`]
  if (request.method !== 'GET') lines.push(`--request ${request.method}`)
  for (const [name, value] of Object.entries(request.headers)) lines.push(`--header ${quote(`${name}: ${value}`)}`)
  if (request.body.byteLength > 0) lines.push(`--data-raw ${quote(Buffer.from(request.body).toString('utf8'))}`)
  return lines.join(' \\\n  ')
}

/** Control and bidirectional characters are written by `printf`, so that the line shows what it does and cannot drive a terminal. */
const HIDDEN = /[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g

function quote(text: string): string {
  const quoted = text.replaceAll("'", `'\\''`)
  return `'${quoted.replace(HIDDEN, (hidden) => `'"$(printf '${octal(hidden)}')"'`)}'`
}

const octal = (text: string) => [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
