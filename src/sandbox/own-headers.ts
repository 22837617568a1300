import { FAULT_HEADER } from './faults/asked.ts'
import type { SigningInput } from '../sdk/auth.ts'

/** What the sandbox itself says about an answer, in headers beside those of the platform. */
export function ownHeaders(
  id: string,
  about: { readonly rule?: string; readonly fault?: string; readonly signingInput?: SigningInput },
): Readonly<Record<string, string>> {
  return {
    'integ-request-id': id,
    ...ruleHeader(about.rule),
    ...inputHeader(about.signingInput),
    ...faultHeader(about.fault),
  }
}

/** A header holds Latin characters only; anything else is percent-encoded. */
function ruleHeader(rule: string | undefined): Readonly<Record<string, string>> {
  return rule === undefined ? {} : { 'integ-rule': rule.replace(/[^\x20-\x7e]+/g, encodeURIComponent) }
}

function faultHeader(fault: string | undefined): Readonly<Record<string, string>> {
  return fault === undefined ? {} : { [FAULT_HEADER]: fault.replace(/[^\x20-\x7e]+/g, encodeURIComponent) }
}

const MAX_INPUT_HEADER = 8 * 1024

/** The parts that the sandbox would have signed, for `integ call` to show the first difference. */
function inputHeader(signingInput: SigningInput | undefined): Readonly<Record<string, string>> {
  if (!signingInput) return {}
  const value = Buffer.from(JSON.stringify(signingInput.parts)).toString('base64url')
  return value.length > MAX_INPUT_HEADER ? {} : { 'integ-signing-input': value }
}
