import { genuineNotification } from './forge.ts'
import { aboutOrder, orderNotNamed, ordersUnknown, strangeNumber } from './other-order.ts'
import { expectRefusal } from './refusals.ts'
import type { StageCheck } from './types.ts'

export const eventUnknownOrder: StageCheck = {
  id: 'event.unknown-order',
  title: { en: 'refuses a notification of an order that it never placed', zh: '拒绝未曾下过的订单的通知' },
  needs: ['event.acknowledged'],
  run: (stage) =>
    expectRefusal(stage, 'event.unknown-order', async (scene) => {
      if (!stage.driver) return ordersUnknown
      const order = await stage.order()
      if (!order.ok) return orderNotNamed
      const strange = strangeNumber(order.id, stage.random)
      const payload = aboutOrder(scene.event.payload, order.id, strange, stage.random)
      if (payload === undefined) return orderNotNamed
      const name = stage.driver.id
      return [
        {
          signed: true,
          request: genuineNotification(stage, scene, payload),
          what: {
            en: `it never placed the order ${strange}`,
            zh: `它从未下过订单 ${strange}`,
          },
          cause: {
            en: 'The order is not looked up: a notification for another shop of the same account is taken for its own.',
            zh: '没有核对订单号：同一账号下其他系统的通知会被当作自己的。',
          },
          fix: {
            en: `After the signature, look up ${name} among your own orders, and refuse what is not there.`,
            zh: `验签之后，请用 ${name} 查找商户自己的订单，查不到时拒绝。`,
          },
        },
      ]
    }),
}
