import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { LogRecord } from '../../sandbox/log.ts'
import { isFailure, type ApiFailure } from './api.ts'
import { usePage } from './context.ts'

export interface Asked<T> {
  readonly value: T | undefined
  readonly failure: ApiFailure | undefined
  readonly reload: () => void
}

const CALM_MS = 200

/**
 * The answer to a GET, asked again when the path changes and whenever a log record arrives for which `when` says so,
 * though not more often than five times a second. `path` undefined: nothing is asked.
 */
export function useAsk<T>(path: string | undefined, when: (record: LogRecord) => boolean = () => false): Asked<T> {
  const { api } = usePage()
  const [state, setState] = useState<{ path?: string; value?: T; failure?: ApiFailure }>({})
  const [turn, setTurn] = useState(0)
  const wanted = useRef(when)
  wanted.current = when
  const reload = useCallback(() => setTurn((now) => now + 1), [])
  useEffect(() => {
    if (path === undefined) return
    let isOver = false
    api.get<T>(path).then(
      (value) => !isOver && setState({ path, value }),
      (failure: unknown) => {
        if (isOver || !isFailure(failure)) return
        // What was there stays while the sandbox is away.
        setState((old) => (old.path === path && failure.kind === 'offline' ? { ...old, failure } : { path, failure }))
      },
    )
    return () => void (isOver = true)
  }, [api, path, turn])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        reload()
      }, CALM_MS)
    }
    const leave = [
      api.live.onRecord((record) => wanted.current(record) && soon()),
      api.live.onState((live) => live === 'live' && soon()),
    ]
    return () => {
      clearTimeout(timer)
      for (const one of leave) one()
    }
  }, [api])
  const isCurrent = state.path === path
  return { value: isCurrent ? state.value : undefined, failure: isCurrent ? state.failure : undefined, reload }
}
