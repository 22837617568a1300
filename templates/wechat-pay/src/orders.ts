/** Money is kept in whole fen, as WeChat Pay counts it. */
export type Fen = number

export type OrderState = 'waiting' | 'paid' | 'closed'

/** `asked`: we do not know whether WeChat Pay heard of it. `accepted`: the money is on its way. */
export type RefundState = 'asked' | 'accepted' | 'done' | 'failed'

export interface Refund {
  readonly refundNo: string
  readonly amount: Fen
  readonly state: RefundState
}

export interface Order {
  readonly outTradeNo: string
  readonly description: string
  readonly total: Fen
  readonly state: OrderState
  readonly createdAt: string
  readonly codeUrl?: string
  /** WeChat Pay's own number, known once the buyer has paid. */
  readonly transactionId?: string
  readonly paidAt?: string
  readonly refunds: readonly Refund[]
}

/** Put a database behind this. `update` has to be one transaction: a notification may arrive twice at the same moment. */
export interface OrderStore {
  add(order: Order): Promise<void>
  find(outTradeNo: string): Promise<Order | undefined>
  /** Undefined when there is no such order. */
  update(outTradeNo: string, change: (order: Order) => Order): Promise<Order | undefined>
  /** Orders without a payment, and orders with a refund under way. */
  unfinished(): Promise<readonly Order[]>
}

export function createMemoryStore(): OrderStore {
  const orders = new Map<string, Order>()
  return {
    add: async (order) => void orders.set(order.outTradeNo, order),
    find: async (outTradeNo) => orders.get(outTradeNo),
    async update(outTradeNo, change) {
      const order = orders.get(outTradeNo)
      if (!order) return undefined
      const changed = change(order)
      orders.set(outTradeNo, changed)
      return changed
    },
    unfinished: async () =>
      [...orders.values()].filter((order) => order.state === 'waiting' || order.refunds.some(isUnderWay)),
  }
}

export const isUnderWay = ({ state }: Refund): boolean => state === 'asked' || state === 'accepted'

/** What has been given back or may be on its way back. */
export const refunded = (order: Order): Fen =>
  order.refunds.reduce((sum, { amount, state }) => (state === 'failed' ? sum : sum + amount), 0)
