import type { HttpRequest } from '../sdk/http.ts'

/** A POSIX shell command that sends exactly these bytes: curl expands no brackets and reads no file for a leading `@`. */
export function toCurl(request: HttpRequest): string {
  const lines = [`curl --globoff ${quote(request.url.href)}`]
  if (request.method !== 'GET') lines.push(`--request ${request.method}`)
  for (const [name, value] of Object.entries(request.headers)) lines.push(`--header ${quote(`${name}: ${value}`)}`)
  if (request.body.byteLength > 0) lines.push(`--data-raw ${quote(Buffer.from(request.body).toString('utf8'))}`)
  return lines.join(' \\\n  ')
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
