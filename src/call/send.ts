import { cancelled } from '../errors/catalog/terminal.ts'
import type { CallPorts, Exchange, Signed } from './types.ts'

/** One exchange. Never follows a redirect and never repeats: a signed request may be an order. Throws `cancelled` once the run was interrupted. */
export async function send(
  signed: Signed,
  { http, signal }: Pick<CallPorts, 'http' | 'signal'>,
  timeoutMs?: number,
): Promise<Exchange> {
  const start = performance.now()
  try {
    signal?.throwIfAborted()
    const options = { ...(timeoutMs === undefined ? {} : { timeoutMs }), ...(signal ? { signal } : {}) }
    const response = await http.send(signed.request, options)
    return { signed, response, ms: performance.now() - start }
  } catch (error) {
    if (signal?.aborted) throw cancelled({}, { cause: error })
    throw error
  }
}
