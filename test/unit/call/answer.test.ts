import { execFile } from 'node:child_process'
import { createServer, type RequestListener } from 'node:http'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { hasCurl } from '../../support/curl.ts'
import { runCli, type CliSetup } from '../../support/run-cli.ts'
import { tempDir } from '../../support/temp-dir.ts'

const DOCUMENT = (url: string) => ({
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  servers: [{ url }],
  security: [{ token: [] }],
  paths: {
    '/things': {
      get: { operationId: 'list', responses: { 200: { description: 'ok' } } },
      post: {
        operationId: 'create',
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' }, any: {} } },
            },
          },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
    '/things/{id}': {
      get: {
        operationId: 'get',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { 200: { description: 'ok' } },
      },
    },
    '/files': {
      post: {
        operationId: 'upload',
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: { file: { type: 'string', format: 'binary' }, note: { type: 'string' } },
              },
            },
          },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
    '/blob': {
      post: {
        operationId: 'blob',
        requestBody: {
          required: true,
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
    '/text': {
      post: {
        operationId: 'text',
        requestBody: { required: true, content: { 'text/plain': { schema: { type: 'string' } } } },
        responses: { 200: { description: 'ok' } },
      },
    },
  },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
})

/** A platform that gives this answer, its connector, and what it received. */
async function platform(answer: RequestListener) {
  const received: { url: string; type: string; body: Buffer; authorization: string | undefined }[] = []
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { authorization } = request.headers
      received.push({ url: request.url ?? '', type: request.headers['content-type'] ?? '', body, authorization })
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as { port: number }
  const cwd = tempDir()
  const env = { HOME: cwd, INTEG_ACME_TOKEN: 'secret-token-of-acme' }
  writeFileSync(join(cwd, 'acme.json'), JSON.stringify(DOCUMENT(`http://127.0.0.1:${port}`)))
  const added = await runCli(['connector', 'add', './acme.json', '--id', 'acme'], { cwd, env })
  expect(added.code, added.stderr).toBe(0)
  const call = (argv: readonly string[], setup: CliSetup = {}) =>
    runCli(['call', ...argv, '--env', 'production', '--yes'], { cwd, env, ...setup })
  return { call, received, cwd, env }
}

const json: RequestListener = (_, response) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end('{}')

describe('an answer of a platform', () => {
  it.each(['{"a":', '<html>', '{"a":1}{'])('that is named JSON and reads %s is not trusted', async (body) => {
    const { call } = await platform((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(body)
    })
    const { code, stdout, stderr } = await call(['acme:list'])
    expect([code, stdout]).toEqual([5, ''])
    expect(stderr).toContain('[answer-not-json]')
  })

  it('without a body is a success that prints nothing', async () => {
    const { call } = await platform((_, response) => void response.writeHead(204).end())
    expect(await call(['acme:list'])).toMatchObject({ code: 0, stdout: '' })
  })

  it('that redirects is no success, and says where to', async () => {
    const { call, received } = await platform(
      (_, response) => void response.writeHead(302, { location: 'https://elsewhere.example/login' }).end(),
    )
    const { code, stderr } = await call(['acme:list'])
    expect(code).toBe(1)
    expect(stderr).toContain('https://elsewhere.example/login')
    expect(received).toHaveLength(1)
  })

  it('that does not come is given up at once when the run is interrupted', async () => {
    const leave = new AbortController()
    const { call } = await platform(() => leave.abort())
    const { code, stderr } = await call(['acme:list'], { signal: leave.signal })
    expect(code).toBe(130)
    expect(stderr).toContain('[cancelled]')
  })
})

describe('what a call sends', () => {
  const binary = Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0d, 0x0a, 0x41])

  it('keeps the bytes of a file, with its name and a type', async () => {
    const { call, received, cwd } = await platform(json)
    writeFileSync(join(cwd, 'photo.png'), binary)
    const { code, stderr } = await call(['acme:upload', 'file=@photo.png', 'note=hi'])
    expect(code, stderr).toBe(0)
    const body = received[0]?.body ?? Buffer.alloc(0)
    expect(body.includes(Buffer.concat([Buffer.from('\r\n\r\n'), binary, Buffer.from('\r\n--')]))).toBe(true)
    expect(body.toString('latin1')).toContain('name="file"; filename="photo.png"\r\ncontent-type: image/png\r\n')
    expect(body.toString('latin1')).toContain('name="note"\r\n\r\nhi\r\n')
  })

  it.each([
    ['acme:upload', 'note=@photo.png'],
    ['acme:create', 'name=@photo.png'],
    ['acme:create', 'any.deep=@photo.png'],
  ])('refuses bytes in the place of a text: %s %s', async (...argv) => {
    const { call, received, cwd } = await platform(json)
    writeFileSync(join(cwd, 'photo.png'), binary)
    expect((await call(argv)).code).toBe(2)
    expect(received).toEqual([])
  })

  it.each([
    [['id=9007199254740993'], '{"id":9007199254740993}'],
    [['id:=9007199254740993'], '{"id":9007199254740993}'],
    [['any:=[0.12345678901234567891,"9007199254740993"]'], '{"any":[0.12345678901234567891,"9007199254740993"]}'],
    [['--body', '{"id":9007199254740993}', 'name=a'], '{"id":9007199254740993,"name":"a"}'],
  ])('has the digits of long numbers: %s', async (argv, expected) => {
    const { call, received } = await platform(json)
    const { code, stderr } = await call(['acme:create', ...argv])
    expect(code, stderr).toBe(0)
    expect(received[0]?.body.toString()).toBe(expected)
  })

  it.each(['id=9007199254740993', 'id:=9007199254740993'])('has them in a path too: %s', async (item) => {
    const { call, received } = await platform(json)
    expect((await call(['acme:get', item])).code).toBe(0)
    expect(received[0]?.url).toBe('/things/9007199254740993')
  })

  it.each(['any:=[9007199254740992,9007199254740993]', 'any:=1e999'])(
    'refuses what it cannot keep: %s',
    async (item) => {
      const { call, received } = await platform(json)
      const { code, stderr } = await call(['acme:create', item])
      expect([code, received]).toEqual([2, []])
      expect(stderr).toContain('too large to be sent exactly')
    },
  )

  it('takes --body as it is where the operation takes no JSON', async () => {
    const { call, received, cwd } = await platform(json)
    writeFileSync(join(cwd, 'blob.bin'), binary)
    expect((await call(['acme:blob', '--body', '@blob.bin'])).code).toBe(0)
    expect((await call(['acme:text', '--body', 'hello'])).code).toBe(0)
    expect((await call(['acme:text', '--body', '{"a":1}'])).code).toBe(0)
    expect(received.map(({ type, body }) => [type, body.toString('latin1')])).toEqual([
      ['application/octet-stream', binary.toString('latin1')],
      ['text/plain', 'hello'],
      ['text/plain', '{"a":1}'],
    ])
  })

  it('passes over a byte order mark of a JSON file', async () => {
    const { call, received, cwd } = await platform(json)
    writeFileSync(join(cwd, 'body.json'), '\ufeff{"id":1}')
    expect((await call(['acme:create', '--body', '@body.json'])).code).toBe(0)
    expect(received[0]?.body.toString()).toBe('{"id":1}')
  })

  it.each([
    ['acme:create', '--body', `{"any":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['acme:create', `any:=${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['acme:create', `any${'.a'.repeat(200)}=1`],
    ['acme:create', 'X-A:é—'],
  ])('is refused before it leaves when it cannot be read or carried (%#)', async (...argv) => {
    const { call, received } = await platform(json)
    const { code, stderr } = await call(argv)
    expect([code, received]).toEqual([2, []])
    expect(stderr.length).toBeLessThan(2000)
  })
})

describe('an answer that is no JSON', () => {
  const binary = Buffer.from([0x89, 0x50, 0xff, 0x00, 0x0a])
  const answers = (type: string, body: string | Buffer) =>
    platform((_, response) => void response.writeHead(200, { 'content-type': type }).end(body))

  it('goes through a pipe byte for byte', async () => {
    const image = await (await answers('image/png', binary)).call(['acme:list'])
    expect([image.code, Buffer.from(image.stdout, 'latin1')]).toEqual([0, binary])
    const text = await (await answers('text/csv', 'a,b\n1,"é"\n')).call(['acme:list'])
    expect([text.code, text.stdout]).toEqual([0, 'a,b\n1,"é"\n'])
  })

  it('is text with visible control characters in a terminal, and a note where it is no text', async () => {
    const image = await (await answers('image/png', binary)).call(['acme:list'], { tty: true })
    expect([image.code, image.stdout]).toEqual([0, ''])
    expect(image.stderr).toMatch(/5 bytes of image\/png.*> file/)
    const text = await (await answers('text/plain', 'a\u001b[2Jb\n')).call(['acme:list'], { tty: true })
    expect(text.stdout).toMatch(/^a.+b\n$/)
    expect(text.stdout).not.toContain('\u001b')
  })
})

describe('--curl', () => {
  it('names the variable of a real credential in its place', async () => {
    const { call, received } = await platform(json)
    const { code, stdout } = await call(['acme:list', '--curl'])
    expect([code, received]).toEqual([0, []])
    expect(stdout).toContain(`--header 'authorization: Bearer '"$INTEG_ACME_TOKEN"`)
    expect(stdout).not.toContain('secret-token-of-acme')
  })

  it('shows the throw-away credential of the sandbox, so that it can be run; --dry-run does not', async () => {
    const { cwd, env } = await platform(json)
    const local = (...more: string[]) => runCli(['call', 'acme:list', ...more], { cwd, env })
    expect((await local('--curl')).stdout).toMatch(/--header 'authorization: Bearer [\w.~+/=-]{8,}'/)
    expect((await local('--dry-run')).stdout).toContain('••••••')
  })

  it.skipIf(!hasCurl)('sends bytes that are no text exactly', async () => {
    const { call, received, cwd, env } = await platform(json)
    const binary = Buffer.from([0xff, 0x00, 0x0a, 0x27])
    writeFileSync(join(cwd, 'blob.bin'), binary)
    const { stdout } = await call(['acme:blob', '--body', '@blob.bin', '--curl'])
    const PATH = process.env['PATH']
    await promisify(execFile)('sh', ['-c', `${stdout.trim()} --silent --max-time 10`], { env: { ...env, PATH } })
    expect(received.map(({ body, authorization }) => ({ body, authorization }))).toEqual([
      { body: binary, authorization: 'Bearer secret-token-of-acme' },
    ])
  })
})
