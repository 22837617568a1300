import type { PlannedCheck } from '../run.ts'
import { plan } from '../run.ts'
import { callsSigned } from './calls-signed.ts'
import { eventAcknowledged } from './event-acknowledged.ts'
import { eventDuplicate } from './event-duplicate.ts'
import { eventOtherAmount } from './event-other-amount.ts'
import { eventSent } from './event-sent.ts'
import { eventTampered } from './event-tampered.ts'
import { eventUnknownOrder } from './event-unknown-order.ts'
import { eventUnsigned } from './event-unsigned.ts'
import { eventWrongKey } from './event-wrong-key.ts'
import type { Integration } from './integration.ts'
import { orderPlaced } from './order-placed.ts'
import { eventOf } from './play-event.ts'
import { startCheck } from './start.ts'
import type { Stage, StageCheck } from './types.ts'

const EVENTS: readonly StageCheck[] = [
  eventSent,
  eventAcknowledged,
  eventTampered,
  eventWrongKey,
  eventUnsigned,
  eventOtherAmount,
  eventUnknownOrder,
  eventDuplicate,
]

/** The scenarios that prove an integration right, in the order in which they are played. */
export function planValidate(
  about: { readonly integration: Integration; readonly command: string | undefined },
  stages: readonly Stage[],
): readonly PlannedCheck[] {
  return [plan(startCheck, about), ...stages.flatMap(scenariosOf)]
}

function scenariosOf(stage: Stage): readonly PlannedCheck[] {
  const id = stage.connector.id
  const order = stage.driver ? [plan(orderPlaced, stage, id)] : []
  const events = EVENTS.map((check) => withReason(check, stage))
  return [...order, ...events, plan(callsSigned, stage, id)]
}

/** A scenario that cannot be played here says why, so that a report never looks more complete than it is. */
function withReason(check: StageCheck, stage: Stage): PlannedCheck {
  const { id } = stage.connector
  const reason =
    eventOf(stage.connector) === undefined
      ? { en: `${id} sends no events`, zh: `${id} 不发送事件` }
      : stage.eventPath === undefined
        ? {
            en: `"events" in integration.json has no path for ${id}`,
            zh: `integration.json 的 "events" 没有 ${id} 的路径`,
          }
        : undefined
  if (reason === undefined) return plan(check, stage, id)
  return { id: check.id, title: check.title, connector: id, run: async () => ({ status: 'skip', summary: reason }) }
}
