import type { LogRecord } from '../../sandbox/log.ts'

export type LiveState = 'connecting' | 'live' | 'offline'

/** The sandbox's log as it happens. Comes back by itself when the sandbox does. */
export interface Live {
  readonly onRecord: (listener: (record: LogRecord) => void) => () => void
  readonly onState: (listener: (state: LiveState) => void) => () => void
  readonly state: () => LiveState
  readonly start: () => () => void
}

const AGAIN_MS = 1500

export function createLive(headers: Record<string, string>): Live {
  const records = new Set<(record: LogRecord) => void>()
  const states = new Set<(state: LiveState) => void>()
  let state: LiveState = 'connecting'
  const become = (next: LiveState): void => {
    if (next === state) return
    state = next
    for (const listener of states) listener(next)
  }
  const read = async (signal: AbortSignal): Promise<void> => {
    const answer = await fetch('/__integ/live', { headers, signal })
    if (!answer.ok || !answer.body) return
    become('live')
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    let rest = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        if (!block.startsWith('data: ')) continue
        const record = JSON.parse(block.slice(6)) as LogRecord
        for (const listener of records) listener(record)
      }
    }
  }
  return {
    state: () => state,
    onRecord: (listener) => listen(records, listener),
    onState: (listener) => listen(states, listener),
    start: () => {
      const leave = new AbortController()
      const go = async (): Promise<void> => {
        while (!leave.signal.aborted) {
          await read(leave.signal).catch(() => undefined)
          if (leave.signal.aborted) return
          become('offline')
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
        }
      }
      void go()
      return () => {
        leave.abort()
        become('connecting')
      }
    },
  }
}

function listen<T>(all: Set<T>, listener: T): () => void {
  all.add(listener)
  return () => void all.delete(listener)
}
