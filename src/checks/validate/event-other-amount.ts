import { genuineNotification } from './forge.ts'
import { aboutOrder, orderNotNamed, ordersUnknown } from './other-order.ts'
import { placeOrder } from './place-order.ts'
import { expectRefusal } from './refusals.ts'
import { otherAmount } from './tamper.ts'
import type { StageCheck } from './types.ts'

/** Of an order that nobody has paid yet: of a paid one, a receiver may rightly say "I know" before it compares. */
export const eventOtherAmount: StageCheck = {
  id: 'event.other-amount',
  title: { en: 'refuses a notification of another amount', zh: '拒绝金额不符的通知' },
  needs: ['event.acknowledged'],
  run: (stage) =>
    expectRefusal(stage, 'event.other-amount', async (scene) => {
      if (!stage.driver) return ordersUnknown
      const different = otherAmount(scene.event.payload)
      if (!different) return { status: 'skip', summary: { en: 'the event names no amount', zh: '该事件不含金额' } }
      const order = await stage.order()
      if (!order.ok || aboutOrder(different.payload, order.id, order.id, stage.random) === undefined)
        return orderNotNamed
      const next = await placeOrder(stage)
      if (!next.ok) return next.result
      const { field, from, to } = different
      const payload = aboutOrder(different.payload, order.id, next.id, stage.random) ?? different.payload
      return [
        {
          signed: true,
          request: genuineNotification(stage, scene, payload),
          what: {
            en: `its ${field} is ${to}, and the order ${next.id} is over ${from}`,
            zh: `其中的 ${field} 为 ${to}，而订单 ${next.id} 的金额是 ${from}`,
          },
          cause: {
            en: 'The amount is not compared with that of the order, so whoever pays less gets all of it.',
            zh: '没有将通知中的金额与订单金额比对，少付也会被当作付清。',
          },
          fix: {
            en: `After the signature, compare ${field} with the amount of your own order, and refuse when they differ.`,
            zh: `验签之后，请将 ${field} 与商户自己订单的金额比对，不一致时拒绝。`,
          },
        },
      ]
    }),
}
