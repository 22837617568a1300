import { request, type IncomingMessage } from 'node:http'
import { sandboxUnreachable } from '../errors/catalog/sandbox.ts'
import type { LogRecord } from './log.ts'

/** The log as it is written. The HTTP client of the other calls reads whole answers; this one never ends by itself. */
export async function* followStream(
  at: { readonly control: string; readonly token: string },
  signal: AbortSignal,
): AsyncGenerator<LogRecord> {
  try {
    const answer = await open(at, signal)
    answer.setEncoding('utf8')
    let rest = ''
    for await (const chunk of answer as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line !== '') yield JSON.parse(line) as LogRecord
    }
  } catch (error) {
    // Cut off: by the reader, or because the sandbox ended.
    const { code } = error as NodeJS.ErrnoException
    if (signal.aborted || code === 'ECONNRESET') return
    throw error
  }
}

function open(at: { readonly control: string; readonly token: string }, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${at.token}` }
    const asking = request(`${at.control}/__integ/stream`, { headers, signal, agent: false }, (answer) => {
      if (answer.statusCode === 200) resolve(answer)
      else {
        answer.resume()
        reject(sandboxUnreachable({ address: at.control }, { details: { status: answer.statusCode } }))
      }
    })
    asking.on('error', (cause: NodeJS.ErrnoException) =>
      reject(signal.aborted ? cause : sandboxUnreachable({ address: at.control }, { cause })),
    )
    asking.end()
  })
}
