import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Clock, HttpRequest, HttpResponse, Random } from '../../../src/sdk/http.ts'
import { signMessage } from '../../../src/signing/message.ts'
import { createSandboxClient } from '../../../src/sandbox/client.ts'
import type { Timers } from '../../../src/sandbox/alarms.ts'
import type { LogRecord } from '../../../src/sandbox/log.ts'
import type { SandboxOptions } from '../../../src/sandbox/options.ts'
import { startSandbox } from '../../../src/sandbox/start.ts'
import { createHttpClient } from '../../../src/system/http.ts'
import { keyRing, PARTNER, requestScheme, toyConnector } from './toy-connector.ts'

export const http = createHttpClient({})

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'integ-sandbox-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The same bytes in every run. */
export function seededRandom(seed = 'toy'): Random {
  let turn = 0
  return {
    bytes: (size) => {
      turn += 1
      return new Uint8Array(createHash('sha512').update(`${seed} ${turn}`).digest().subarray(0, size))
    },
  }
}

/** A clock that stands still until told, and timers that follow it. */
export function testTime(
  start = Date.parse('2026-01-01T00:00:00Z'),
): Clock & Timers & { pass(ms: number): void; pending(): number } {
  let now = start
  const due = new Set<{ at: number; run: () => void }>()
  return {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run }
      due.add(timer)
      return () => due.delete(timer)
    },
    pending: () => due.size,
    pass: (ms) => {
      const until = now + ms
      for (;;) {
        const next = [...due].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        due.delete(next)
        now = Math.max(now, next.at)
        next.run()
      }
      now = until
    },
  }
}

export async function startToy(
  options: Partial<SandboxOptions> = {},
  given: { time?: ReturnType<typeof testTime>; seed?: string; remembered?: boolean } = {},
) {
  const records: LogRecord[] = []
  const time = given.time ?? testTime()
  const sandbox = await startSandbox(
    {
      connectors: [toyConnector()],
      credentials: () => [PARTNER],
      version: '0.0.0',
      ...(given.remembered ? {} : { port: 0 }),
      lockWaitMs: 0,
      ...options,
    },
    { clock: time, timers: time, random: seededRandom(given.seed), http, onRecord: (record) => records.push(record) },
  )
  onTestFinished(() => sandbox.close())
  return { ...sandbox, time, records, client: createSandboxClient(sandbox, http), url: sandbox.url('toy') ?? '' }
}

export function request(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): HttpRequest {
  const bytes =
    body === undefined ? new Uint8Array() : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return { kind: 'request', method, url: new URL(url), headers, body: bytes }
}

/** A call as the toy's partner signs it. */
export function signedCall(url: string, body: unknown, clock: Clock, app = 'app-1'): HttpRequest {
  const unsigned = request('POST', url, body, { 'x-toy-app': app, 'content-type': 'application/json' })
  const stamp = { timestamp: Math.floor(clock.now() / 1000), nonce: '' }
  return signMessage(requestScheme, unsigned, keyRing(PARTNER), stamp).message
}

export function jsonOf(response: HttpResponse): Record<string, unknown> {
  return JSON.parse(Buffer.from(response.body).toString('utf8')) as Record<string, unknown>
}

export interface Received {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A partner's receiver on loopback; `answers` are used up one by one, the last one stays. */
export async function startReceiver(
  ...answers: readonly { status?: number; body?: string; headers?: Record<string, string> }[]
) {
  const received: Received[] = []
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const answer = answers[Math.min(received.length, answers.length - 1)] ?? {}
      received.push({ headers: incoming.headers, body: Buffer.concat(chunks).toString('utf8') })
      outgoing.writeHead(answer.status ?? 200, answer.headers)
      outgoing.end(answer.body ?? 'success')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`, received }
}

export async function until(holds: () => boolean, ms = 3000): Promise<void> {
  const patience = Date.now() + ms
  while (!holds() && Date.now() < patience) await new Promise((resolve) => setTimeout(resolve, 5))
}
