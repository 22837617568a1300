import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log, LogRecord } from './log.ts'

/** A reader that falls this far behind is dropped. */
const MAX_BACKLOG = 1024 * 1024
const KEEP_ALIVE_MS = 15_000

/** How log records are put on the wire. */
export interface LiveFormat {
  readonly type: string
  readonly write: (record: LogRecord) => string
  /** Sent now and then, so that a reader notices a dead connection. */
  readonly beat?: string
}

/** For programs. */
export const NDJSON: LiveFormat = {
  type: 'application/x-ndjson; charset=utf-8',
  write: (record) => `${JSON.stringify(record)}\n`,
}
/** For the inspector: server-sent events. */
export const SSE: LiveFormat = {
  type: 'text/event-stream; charset=utf-8',
  write: (record) => `data: ${JSON.stringify(record)}\n\n`,
  beat: ': \n\n',
}

/** The log as it is written, from now on, until the reader leaves. */
export function follow(incoming: IncomingMessage, outgoing: ServerResponse, log: Log, format: LiveFormat): void {
  outgoing.writeHead(200, {
    'content-type': format.type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  outgoing.flushHeaders()
  const { beat } = format
  const timer = beat === undefined ? undefined : setInterval(() => outgoing.write(beat), KEEP_ALIVE_MS).unref()
  const stop = log.follow((record) => {
    if (outgoing.writableLength > MAX_BACKLOG) outgoing.destroy()
    else outgoing.write(format.write(record))
  })
  const leave = (): void => {
    clearInterval(timer)
    stop()
  }
  incoming.on('close', leave)
  outgoing.on('close', leave)
}
