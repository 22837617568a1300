import { tamperedNotifications } from './forge.ts'
import { expectRefusal } from './refusals.ts'
import type { StageCheck } from './types.ts'

export const eventTampered: StageCheck = {
  id: 'event.tampered',
  title: { en: 'refuses a notification that was changed after signing', zh: '拒绝签名后被篡改的通知' },
  // One that refuses the genuine notification as well has proven nothing.
  needs: ['event.acknowledged'],
  run: (stage) =>
    expectRefusal(stage, 'event.tampered', (scene) =>
      tamperedNotifications(stage, scene).map(({ request, change: { field, from, to } }) => ({
        request,
        what: {
          en: `its ${field} was changed from ${from} to ${to} after signing`,
          zh: `其中的 ${field} 在签名后由 ${from} 改成了 ${to}`,
        },
        cause: {
          en: 'The signature is not checked, or not over the whole content.',
          zh: '没有验签，或验签没有覆盖全部内容。',
        },
      })),
    ),
}
