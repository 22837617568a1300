import type { HttpRequest } from '../sdk/http.ts'

/** A POSIX shell command that sends exactly these bytes. */
export function toCurl(request: HttpRequest): string {
  const lines = [`curl ${quote(request.url.href)}`]
  if (request.method !== 'GET') lines.push(`--request ${request.method}`)
  for (const [name, value] of Object.entries(request.headers)) lines.push(`--header ${quote(`${name}: ${value}`)}`)
  if (request.body.byteLength > 0) lines.push(`--data-binary ${quote(Buffer.from(request.body).toString('utf8'))}`)
  return lines.join(' \\\n  ')
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
