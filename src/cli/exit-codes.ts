import type { ErrorCategory } from '../errors/integ-error.ts'

/** The only table from category to exit code. */
export const EXIT_CODES: Readonly<Record<ErrorCategory, number>> = {
  platform: 1,
  check: 1,
  usage: 2,
  network: 3,
  filesystem: 3,
  auth: 4,
  untrusted: 5,
  bug: 70,
  cancelled: 130,
}
