import type { CallPorts, Exchange, Signed } from './types.ts'

/** One exchange. Never follows a redirect and never repeats: a signed request may be an order. */
export async function send(signed: Signed, ports: Pick<CallPorts, 'http'>, timeoutMs?: number): Promise<Exchange> {
  const start = performance.now()
  const response = await ports.http.send(signed.request, timeoutMs === undefined ? {} : { timeoutMs })
  return { signed, response, ms: performance.now() - start }
}
