import { equalText } from '../sdk/crypto.ts'
import type { Random } from '../sdk/http.ts'

/** Good for one exchange against the token, and not for long. */
export interface Tickets {
  readonly issue: () => string
  /** Whether it was good; then it is used up. */
  readonly redeem: (ticket: string) => boolean
}

const LIFETIME_MS = 60_000
const MOST = 16

/**
 * What a browser is started with: every user of a machine can read the arguments of a program, so the token itself
 * must not be among them.
 */
export function createTickets(random: Random, now: () => number): Tickets {
  const open: { readonly ticket: string; readonly until: number }[] = []
  return {
    issue: () => {
      const ticket = Buffer.from(random.bytes(24)).toString('base64url')
      open.push({ ticket, until: now() + LIFETIME_MS })
      if (open.length > MOST) open.shift()
      return ticket
    },
    redeem: (ticket) => {
      const at = open.findIndex((one) => equalText(one.ticket, ticket))
      const [found] = at < 0 ? [] : open.splice(at, 1)
      return found !== undefined && now() <= found.until
    },
  }
}
