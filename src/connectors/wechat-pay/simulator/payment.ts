import type { Simulation } from '../../../sdk/index.ts'
import { addressed } from './address.ts'
import { newTransactionId } from './identifiers.ts'
import { type Combination, findOrder, keyOf, type Order, saveCombination, saveOrder } from './order.ts'
import { combinationView, orderView } from './views.ts'

/** The buyer pays from the balance, which has no bank of its own: OTHERS [DOC 4012791858]. */
export function pay(simulation: Simulation, order: Order): Order {
  const paid = settle(simulation, order)
  // Payments by code answer at once; their operation has no notify_url [OAPI].
  if (order.trade_type === 'MICROPAY') return paid
  const type = order.partner ? 'wechat-pay.partner.transaction.success' : 'wechat-pay.transaction.success'
  simulation.emit(type, orderView(paid), addressed(order))
  return paid
}

/** All sub orders at once: one notification for the whole [OAPI, 8.8]. */
export function payCombination(simulation: Simulation, combination: Combination): Combination {
  const paid = saveCombination(simulation, { ...combination, transaction_id: newTransactionId(simulation) })
  for (const number of combination.numbers) {
    const order = findOrder(simulation, combination.owner, number)
    if (order) settle(simulation, order)
  }
  simulation.emit('wechat-pay.combine.transaction.success', combinationView(simulation, paid), addressed(combination))
  return paid
}

function settle(simulation: Simulation, order: Order): Order {
  const transactionId = newTransactionId(simulation)
  simulation.state.put('transactions', keyOf(order.owner, transactionId), order.out_trade_no)
  return saveOrder(simulation, {
    ...order,
    state: 'SUCCESS',
    transaction_id: transactionId,
    paid: simulation.clock.now(),
    bank_type: 'OTHERS',
  })
}
