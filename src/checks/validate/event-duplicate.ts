import type { CheckResult } from '../../sdk/check.ts'
import { acknowledgementOf, received } from './facts.ts'
import { hand, sameNotification } from './forge.ts'
import { placeOrder } from './place-order.ts'
import { notSent, replay } from './refusals.ts'
import type { StageCheck } from './types.ts'

/** Platforms repeat: after a lost answer the same notification comes again. */
export const eventDuplicate: StageCheck = {
  id: 'event.duplicate',
  title: { en: 'survives the same notification twice', zh: '能够承受重复的通知' },
  needs: ['event.acknowledged'],
  async run(stage): Promise<CheckResult> {
    const scene = await stage.scene()
    if (!scene.ok) return notSent
    const again = await hand(stage, scene, sameNotification(scene))
    if (!again.acknowledged) {
      const expected = acknowledgementOf(scene.scheme)
      return {
        status: 'fail',
        summary: { en: 'the second time it is not acknowledged', zh: '第二次没有得到确认' },
        cause: {
          en: 'What was done already is taken for an error, so the platform goes on repeating.',
          zh: '把已处理过的通知当作错误，平台会继续重复发送。',
        },
        evidence: [
          {
            en: `sent: the same ${scene.event.type} again, byte for byte`,
            zh: `发送：再次发送同一条 ${scene.event.type}，逐字节相同`,
          },
          { en: `expected: ${expected.en}`, zh: `期望：${expected.zh}` },
          received(again),
        ],
        fixes: [
          {
            en: 'Remember what was handled, do nothing the second time, and acknowledge all the same.',
            zh: '请记录已处理的通知，再次收到时不重复处理，但同样予以确认。',
          },
        ],
        command: replay(stage, 'event.duplicate'),
      }
    }
    if (!stage.driver) return { status: 'pass', summary: { en: 'acknowledged both times', zh: '两次均已确认' } }
    const next = await placeOrder(stage)
    if (!next.ok) return { ...next.result, command: replay(stage, 'event.duplicate') }
    return {
      status: 'pass',
      summary: { en: 'acknowledged both times; orders go on', zh: '两次均已确认，之后仍可正常下单' },
    }
  },
}
