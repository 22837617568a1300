import type { IncomingMessage, ServerResponse } from 'node:http'
import { hasTooManyParts } from './body-parts.ts'
import { isLoopbackHost, misdirected } from './loopback-host.ts'
import type { Exchange } from './exchanges.ts'
import type { RequestRecord } from './log.ts'
import { answerRequest } from './pipeline.ts'
import type { Platform } from './platform.ts'
import type { Emission } from './simulate.ts'
import { readRequest, refuseRequest, writeResponse } from './web.ts'

/** One platform at the root of an origin. The events of a call leave after its answer. */
export function platformListener(
  platform: Platform,
  on: {
    readonly record: (record: RequestRecord) => void
    readonly emit: (emissions: readonly Emission[]) => { readonly ids: readonly string[]; readonly start: () => void }
    readonly keep: (exchange: Exchange) => void
  },
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const read = await readRequest(incoming)
    if (!read.ok) return refuseRequest(outgoing, read.status)
    const { host } = incoming.headers
    if (host !== undefined && !isLoopbackHost(host)) return writeResponse(outgoing, misdirected(host, read.request))
    if (hasTooManyParts(read.request)) return refuseRequest(outgoing, 413)
    const answered = await answerRequest(platform, read.request)
    on.record(answered.record)
    // Written down before the answer, sent after it: what the caller was told about is never lost.
    const { ids, start } = on.emit(answered.emissions)
    const { response, record, trace, silent } = answered
    on.keep({ response, record, trace, request: read.request, events: ids, ...(silent ? { silent } : {}) })
    if (answered.silent === 'reset') incoming.socket.resetAndDestroy()
    // Held: the caller has to give up by itself, or the sandbox ends.
    else if (answered.silent === undefined) writeResponse(outgoing, answered.response)
    start()
  }
  return (incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => {
      // The caller hung up, or a connector made a header that HTTP cannot carry.
      if (outgoing.headersSent) outgoing.destroy()
      else refuseRequest(outgoing, 500)
    })
  }
}
