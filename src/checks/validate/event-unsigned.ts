import { unsignedNotification } from './forge.ts'
import { expectRefusal } from './refusals.ts'
import type { StageCheck } from './types.ts'

export const eventUnsigned: StageCheck = {
  id: 'event.unsigned',
  title: { en: 'refuses a notification without a signature', zh: '拒绝没有签名的通知' },
  needs: ['event.acknowledged'],
  run: (stage) =>
    expectRefusal(stage, 'event.unsigned', (scene) => [
      {
        request: unsignedNotification(stage, scene),
        what: { en: 'it carries no signature', zh: '它没有签名' },
        cause: {
          en: 'A missing signature is taken for a good one, or nothing is verified at all.',
          zh: '没有签名时被当作验签通过，或根本没有验签。',
        },
      },
    ]),
}
