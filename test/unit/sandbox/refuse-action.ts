import { defineError } from '../../../src/errors/integ-error.ts'
import type { Text } from '../../../src/text/text.ts'

/** As the sdk that connectors get. */
export const refuseAction = defineError<Text>({
  code: 'action-refused',
  category: 'platform',
  title: { en: 'The platform refuses', zh: '平台拒绝' },
  cause: { en: 'The state does not allow it.', zh: '当前状态不允许。' },
  message: (text) => text,
  hints: () => [],
})
