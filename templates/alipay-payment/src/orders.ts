import type { Cents } from './money.ts'

export type OrderState = 'waiting' | 'paid' | 'closed'

export interface Refund {
  readonly requestNo: string
  readonly amount: Cents
  readonly done: boolean
}

export interface Order {
  readonly outTradeNo: string
  readonly subject: string
  readonly amount: Cents
  readonly state: OrderState
  readonly createdAt: string
  /** A code to scan, or the address of the cashier: as the order was wished for. */
  readonly qrCode?: string
  readonly payUrl?: string
  /** Alipay's own number, known once the buyer has paid. */
  readonly tradeNo?: string
  readonly paidAt?: string
  readonly refunds: readonly Refund[]
}

/** Put a database behind this. `update` has to be one transaction: a notification may arrive twice at the same moment. */
export interface OrderStore {
  add(order: Order): Promise<void>
  find(outTradeNo: string): Promise<Order | undefined>
  /** Undefined when there is no such order. */
  update(outTradeNo: string, change: (order: Order) => Order): Promise<Order | undefined>
  waiting(): Promise<readonly Order[]>
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
    waiting: async () => [...orders.values()].filter((order) => order.state === 'waiting'),
  }
}

export const refunded = (order: Order): Cents => order.refunds.reduce((sum, refund) => sum + refund.amount, 0)
