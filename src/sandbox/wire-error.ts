import { IntegError, type ErrorCategory, type Hint } from '../errors/integ-error.ts'
import type { Text } from '../text/text.ts'

/** An IntegError on its way through the control API, both languages kept. */
export interface WireError {
  readonly code: string
  readonly category: ErrorCategory
  readonly message: Text
  readonly cause: Text
  readonly hints: readonly Hint[]
  readonly docs?: string
  readonly details?: Readonly<Record<string, unknown>>
}

export function toWire(error: IntegError): WireError {
  return {
    code: error.code,
    category: error.category,
    message: error.text,
    cause: error.likelyCause,
    hints: error.hints,
    ...(error.docs === undefined ? {} : { docs: error.docs }),
    ...(error.details === undefined ? {} : { details: error.details }),
  }
}

export function fromWire(wire: WireError): IntegError {
  const { code, category, cause, docs, hints, message, details } = wire
  const entry = { code, category, cause, ...(docs === undefined ? {} : { docs }) }
  return new IntegError(entry, { text: message, hints, ...(details === undefined ? {} : { details }) })
}
