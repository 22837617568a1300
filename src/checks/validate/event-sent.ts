import type { CheckResult } from '../../sdk/check.ts'
import { replay } from './refusals.ts'
import type { StageCheck } from './types.ts'

/** The platform's part: what happened to the order there has to reach the integration. */
export const eventSent: StageCheck = {
  id: 'event.sent',
  title: { en: 'the platform sends its event', zh: '平台发出事件' },
  needs: ['start', 'order.placed'],
  async run(stage): Promise<CheckResult> {
    const scene = await stage.scene()
    if (!scene.ok) return { ...scene.result, command: replay(stage, 'event.sent') }
    return {
      status: 'pass',
      summary: { en: `${scene.event.type} to ${scene.url.href}`, zh: `${scene.event.type} → ${scene.url.href}` },
    }
  },
}
