import type { Credential, Simulation } from '../../../../sdk/index.ts'
import { ownerOf } from '../owner.ts'
import type { Order } from '../trade.ts'

/** How the buyer came: a desktop page, a mobile page, an app, an order code. */
export type Way = 'page' | 'wap' | 'app' | 'code'

/** One visit to the cashier. Its id is the only key to it, so it cannot be guessed. */
export type Session = {
  readonly id: string
  readonly way: Way
  readonly app_id: string
  readonly caller: string
  readonly out_trade_no: string
  /** The merchant asked for a QR code in a frame of its own page [TYP18, qr_pay_mode 0, 1, 3, 4]. */
  readonly framed?: boolean
}

const COLLECTION = 'cashier'

/** `id`: the text of an order code is a key already. */
export function openSession(
  { state, random }: Pick<Simulation, 'state' | 'random'>,
  order: Order,
  way: Way,
  more: { readonly id?: string; readonly framed?: boolean } = {},
): Session {
  const session: Session = {
    id: more.id ?? Buffer.from(random.bytes(20)).toString('hex'),
    way,
    app_id: order.app_id,
    caller: order.caller ?? order.app_id,
    out_trade_no: order.out_trade_no,
    ...(more.framed ? { framed: true } : {}),
  }
  state.put(COLLECTION, session.id, session)
  return session
}

export function findSession({ state }: Pick<Simulation, 'state'>, id: string): Session | undefined {
  return state.get(COLLECTION, id) as Session | undefined
}

/** The credential of the app that ordered, among those that the platform knows. */
export function credentialOf(
  credentials: readonly Credential[],
  session: Pick<Session, 'caller'>,
): Credential | undefined {
  return credentials.find((one) => ownerOf(one) === session.caller)
}
