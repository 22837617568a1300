import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { toCurl } from '../../../src/system/curl.ts'
import type { HttpRequest } from '../../../src/sdk/http.ts'
import { hasCurl } from '../../support/curl.ts'

const run = promisify(execFile)

/** What a server receives when the command is run by a shell. */
async function received(request: Omit<HttpRequest, 'kind' | 'url'> & { readonly path: string }) {
  const seen: { method: string; path: string; headers: NodeJS.Dict<string | string[]>; body: Buffer }[] = []
  const server = createServer((asked, answer) => {
    void buffer(asked).then((body) => {
      seen.push({ method: asked.method ?? '', path: asked.url ?? '', headers: asked.headers, body })
      answer.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  const url = new URL(`http://127.0.0.1:${port}${request.path}`)
  const command = toCurl({ kind: 'request', url, method: request.method, headers: request.headers, body: request.body })
  await run('sh', ['-c', `${command} --silent --fail --max-time 10`])
  return seen[0]
}

describe.skipIf(!hasCurl)('the curl command of a request', () => {
  it('sends the very bytes, whatever is in them', async () => {
    const body = Buffer.from(`it's "quoted" $HOME \`id\` \\n %41 咖啡\r\n\ttab & end`)
    const seen = await received({ method: 'PUT', path: '/a', headers: { 'content-type': 'text/plain' }, body })
    expect(seen?.method).toBe('PUT')
    expect(seen?.body).toEqual(body)
    expect(seen?.headers['content-type']).toBe('text/plain')
  })

  it('reads no file for a body that begins with @', async () => {
    const body = Buffer.from('@/etc/hostname')
    const seen = await received({ method: 'POST', path: '/', headers: { 'content-type': 'text/plain' }, body })
    expect(seen?.body.toString()).toBe('@/etc/hostname')
  })

  it('leaves brackets and braces of the address as they are', async () => {
    const seen = await received({ method: 'GET', path: '/x?a[]=1&b={c,d}', headers: {}, body: new Uint8Array() })
    expect(decodeURI(seen?.path ?? '')).toBe('/x?a[]=1&b={c,d}')
  })
})
