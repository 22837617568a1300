import { useEffect, useRef } from 'preact/hooks'

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>

/** Keys of the whole page; they stay letters where somebody types. */
export function useKeys(keys: Keys): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (typing && event.key !== 'Escape') return
      const run = Object.hasOwn(current.current, event.key) ? current.current[event.key] : undefined
      if (!run || event.defaultPrevented) return
      run(event)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
