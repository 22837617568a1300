import type { CheckResult } from '../../sdk/check.ts'
import { replay } from './refusals.ts'
import type { StageCheck } from './types.ts'

/** Planned only where integration.json has "orders" for the connector. */
export const orderPlaced: StageCheck = {
  id: 'order.placed',
  title: { en: 'places an order', zh: '能够下单' },
  needs: ['start'],
  async run(stage): Promise<CheckResult> {
    const order = await stage.order()
    if (!order.ok)
      return order.result.status === 'fail' ? { ...order.result, command: replay(stage, 'order.placed') } : order.result
    const name = stage.driver?.id ?? 'id'
    return {
      status: 'pass',
      summary: { en: `${name} ${order.id} (${order.ms} ms)`, zh: `${name} ${order.id}（${order.ms} 毫秒）` },
    }
  },
}
