import type { HttpRequest } from '../../../sdk/index.ts'
import { type Bench } from './bench.ts'
import { checkSignedRequest } from './requests.ts'
import type { AlipayVector } from './vector-file.ts'

/** What the SDK hands to a browser or to the app: a form, an address, or the order string of the wallet. */
export function checkClientString(bench: Bench, vector: AlipayVector): string | undefined {
  const output = vector.output ?? ''
  return checkSignedRequest(bench, vector, output.includes('<form') ? fromForm(output) : fromAddress(bench, output))
}

function fromForm(html: string): HttpRequest {
  const action = /action="([^"]*)"/.exec(html)?.[1] ?? ''
  const fields = [...html.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name, value]) => [name!, plain(value!)] as [string, string],
  )
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = Buffer.from(new URLSearchParams(fields).toString())
  return { kind: 'request', method: 'POST', url: new URL(plain(action)), headers, body }
}

function fromAddress(bench: Bench, text: string): HttpRequest {
  const url = text.startsWith('http') ? new URL(text) : new URL(`?${text}`, bench.gateway)
  return { kind: 'request', method: 'GET', url, headers: {}, body: new Uint8Array() }
}

/** The SDK escapes the quotation mark and nothing else [NODE]. */
function plain(text: string): string {
  return text.replaceAll('&quot;', '"')
}
