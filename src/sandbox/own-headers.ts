import { FAULT_HEADER } from './faults/asked.ts'
import type { SigningInput } from '../sdk/auth.ts'

/** The platform's headers, and beside them what the sandbox itself says about an answer. */
export function withOwnHeaders(
  platform: Readonly<Record<string, string>>,
  id: string,
  about: { readonly rule?: string; readonly fault?: string; readonly signingInput?: SigningInput },
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = { ...platform, 'integ-request-id': id }
  if (about.rule !== undefined) headers['integ-rule'] = latin(about.rule)
  const input = about.signingInput && inputHeader(about.signingInput)
  if (input !== undefined) headers['integ-signing-input'] = input
  if (about.fault !== undefined) headers[FAULT_HEADER] = latin(about.fault)
  return headers
}

/** A header holds Latin characters only; anything else is percent-encoded. */
function latin(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, encodeURIComponent)
}

const MAX_INPUT_HEADER = 8 * 1024

/** The parts that the sandbox would have signed, for `integ call` to show the first difference. */
function inputHeader({ parts }: SigningInput): string | undefined {
  const value = Buffer.from(JSON.stringify(parts)).toString('base64url')
  return value.length > MAX_INPUT_HEADER ? undefined : value
}
