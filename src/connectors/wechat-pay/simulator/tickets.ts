import type { JsonObject, Simulation } from '../../../sdk/index.ts'
import { newCodeUrl, newPrepayId } from './identifiers.ts'
import type { Ticket, TradeType } from './order.ts'

const MINUTE_MS = 60_000
/** prepay_id and code_url 2 h, h5_url 5 min [DOC 4012791870, 4012791834]. */
const LIVES_MS: Readonly<Record<TradeType, number>> = {
  JSAPI: 120 * MINUTE_MS,
  APP: 120 * MINUTE_MS,
  NATIVE: 120 * MINUTE_MS,
  MWEB: 5 * MINUTE_MS,
  MICROPAY: 0,
}

export function newTicket(simulation: Pick<Simulation, 'clock' | 'random'>, tradeType: TradeType): Ticket {
  return {
    prepay_id: newPrepayId(simulation),
    ...(tradeType === 'NATIVE' ? { code_url: newCodeUrl(simulation) } : {}),
    until: simulation.clock.now() + LIVES_MS[tradeType],
  }
}

/** What the order's reply hands out [DOC 4012791856, 4012791877, 4012791834]. */
export function ticketView({ prepay_id: id, code_url: code }: Ticket, tradeType: TradeType): JsonObject {
  if (tradeType === 'NATIVE') return { code_url: code ?? '' }
  if (tradeType === 'MWEB') return { h5_url: h5Url(id) }
  return { prepay_id: id }
}

export const H5_PATH = '/cgi-bin/mmpayweb-bin/checkmweb'

/** The address of the real platform; the sandbox serves the same path. */
function h5Url(prepayId: string): string {
  return `https://wx.tenpay.com${H5_PATH}?prepay_id=${prepayId}&package=${packageOf(prepayId)}`
}

/** Ten digits, the same for the same prepay_id. */
function packageOf(prepayId: string): string {
  const sum = Buffer.from(prepayId).reduce((total, byte) => (total * 31 + byte) % 9_000_000_000, 7)
  return String(1_000_000_000 + sum)
}
