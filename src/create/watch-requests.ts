import type { SandboxClient } from '../sandbox/client.ts'
import type { RequestRecord } from '../sandbox/log.ts'

export interface RequestWatch {
  /** What the platform was asked since the start; more often than once is harmless. */
  stop(): Promise<readonly RequestRecord[]>
}

/** A record is written after the answer has left, so the end waits a moment for the last one. */
const SETTLE_MS = 100

/** Collects the requests that a connector's platform answers, from now on. */
export async function watchRequests(client: Pick<SandboxClient, 'stream'>, connector: string): Promise<RequestWatch> {
  const leave = new AbortController()
  const seen: RequestRecord[] = []
  const reading = collect(client, connector, seen, leave.signal)
  return {
    async stop() {
      if (!leave.signal.aborted) await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
      leave.abort()
      await reading
      return seen
    },
  }
}

async function collect(
  client: Pick<SandboxClient, 'stream'>,
  connector: string,
  seen: RequestRecord[],
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const record of client.stream(signal))
      if (record.type === 'request' && record.connector === connector) seen.push(record)
  } catch {
    // Only the story of the first run loses a line.
  }
}
