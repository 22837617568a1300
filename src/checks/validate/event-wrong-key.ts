import { foreignNotification } from './forge.ts'
import { expectRefusal } from './refusals.ts'
import type { StageCheck } from './types.ts'

export const eventWrongKey: StageCheck = {
  id: 'event.wrong-key',
  title: { en: 'refuses a notification signed with another key', zh: '拒绝用其他密钥签名的通知' },
  needs: ['event.acknowledged'],
  run: (stage) =>
    expectRefusal(stage, 'event.wrong-key', async (scene) => [
      {
        request: await foreignNotification(stage, scene),
        what: { en: 'it is signed with a key that is not the platform’s', zh: '它不是用平台的密钥签名的' },
        cause: {
          en: 'A signature is looked for, but not verified with the key of the platform.',
          zh: '只检查了签名是否存在，没有用平台的密钥验签。',
        },
      },
    ]),
}
