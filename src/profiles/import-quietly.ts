/**
 * Imports a library and takes back the signal handlers that it put on the process. conf's file writer ends the
 * process by the signal itself, before a sandbox could close or a lock be released.
 */
export async function importQuietly<T>(load: () => Promise<T>): Promise<T> {
  const before = signalHandlers()
  const loaded = await load()
  for (const [signal, handler] of signalHandlers()) {
    const isOld = before.some(([name, known]) => name === signal && known === handler)
    if (!isOld) process.removeListener(signal, handler as () => void)
  }
  return loaded
}

function signalHandlers(): (readonly [signal: string, handler: unknown])[] {
  const signals = process
    .eventNames()
    .filter((name): name is string => typeof name === 'string' && name.startsWith('SIG'))
  return signals.flatMap((signal) => process.rawListeners(signal).map((handler) => [signal, handler] as const))
}
