import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { returnPortTaken } from '../errors/catalog/authorisation.ts'
import type { Lang, Text } from '../text/text.ts'
import { returnPage } from './return-page.ts'

export const RETURN_PATH = '/callback'
const HOST = '127.0.0.1'

export interface ReturnServer {
  /** Where the browser comes back to on this machine. */
  readonly url: URL
  /** The first return that `accepts` took; what it resolved to. */
  readonly returned: Promise<void>
  readonly close: () => Promise<void>
}

/** What the page says to whoever comes back. */
export interface Reception {
  readonly good: boolean
  readonly text: Text
}

/**
 * A server on this machine for one answer. `receive` gives undefined for what is not the answer that is waited for,
 * such as another `state`; the first that it takes is the last. Throws `authorisation-port-taken`.
 */
export async function openReturn(options: {
  readonly port: number
  readonly lang: Lang
  readonly receive: (url: URL) => Promise<Reception | undefined>
}): Promise<ReturnServer> {
  let done = (): void => undefined
  const returned = new Promise<void>((resolve) => (done = resolve))
  let isTaken = false
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', `http://${HOST}`)
    const say = (status: number, reception: Reception) => {
      outgoing.writeHead(status, returnHeaders)
      outgoing.end(returnPage(options.lang, reception))
    }
    if (incoming.method !== 'GET' || url.pathname !== RETURN_PATH) return say(404, ELSEWHERE)
    if (isTaken) return say(410, OVER)
    isTaken = true
    const reception = await options.receive(url)
    if (!reception) {
      isTaken = false
      return say(400, FOREIGN)
    }
    outgoing.once('close', done)
    say(reception.good ? 200 : 400, reception)
  }
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? returnPortTaken({ port: options.port }) : error),
    )
    server.listen(options.port, HOST, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: new URL(`http://${HOST}:${port}${RETURN_PATH}`),
    returned,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const returnHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  connection: 'close',
}

const ELSEWHERE: Reception = {
  good: false,
  text: { en: 'There is nothing at this address.', zh: '该地址没有内容。' },
}
const OVER: Reception = {
  good: false,
  text: { en: 'The authorisation was answered already.', zh: '本次授权已处理完毕。' },
}
const FOREIGN: Reception = {
  good: false,
  text: {
    en: 'This answer belongs to another authorisation and was not used. The one that was begun last still waits.',
    zh: '该返回不属于本次授权，已忽略；最近发起的授权仍在等待。',
  },
}
