import type { EventRecord } from '../../delivery/records.ts'
import { scenarioBroken } from '../../errors/catalog/events.ts'
import { fillReferences } from '../../events/references.ts'
import { playScenario } from '../../events/scenario.ts'
import type { CheckResult, Scenario } from '../../sdk/check.ts'
import type { Connector } from '../../sdk/connector.ts'
import type { Json } from '../../sdk/http.ts'
import type { EventType } from '../../sdk/webhook.ts'
import type { Text } from '../../text/text.ts'
import type { PlacedOrder, Scene, Stage, StageSetup, Unplayed } from './types.ts'

/**
 * Makes the platform send the connector's first event to the integration: with "orders" the order is the
 * integration's own and only the rest of the scenario is played; without a scenario the event's example is sent.
 */
export async function playEvent(stage: StageSetup & Pick<Stage, 'order'>): Promise<Scene | Unplayed> {
  const { connector, client, eventPath } = stage
  const type = eventOf(connector)
  const scheme = type && connector.webhooks[type.scheme]
  const running = await stage.integration.start()
  if (!type || !scheme || eventPath === undefined || !running.ok) return skipped()
  const url = new URL(eventPath, running.url)
  // An order that names no address for its events, or another one, is heard of all the same; one that names this, once.
  const listener = await client.addListener({ connector: connector.id, url: url.href })
  try {
    const events = await send(stage, type, url)
    if (!Array.isArray(events)) return { ok: false, result: events as CheckResult }
    const event = (events as readonly EventRecord[]).find((one) => one.type === type.id)
    if (!event) return unplayed({ en: `the sandbox sent no ${type.id}`, zh: `沙箱没有发送 ${type.id}` })
    const settled = await client.wait(event.id)
    const delivery = settled.deliveries.find((one) => one.url === url.href)
    if (!delivery) return unplayed({ en: `${type.id} was not delivered`, zh: `${type.id} 没有投递` })
    return { ok: true, scheme, url, event: settled, delivery }
  } finally {
    await client.removeListener(listener).catch(() => undefined)
  }
}

/** The first one that people's doing brings about, in the order of the document. */
export function eventOf(connector: Connector): EventType | undefined {
  const events = connector.events().filter((type) => connector.webhooks[type.scheme] !== undefined)
  return events.find((type) => connector.scenario(type.id) !== undefined) ?? events[0]
}

async function send(
  stage: StageSetup & Pick<Stage, 'order'>,
  type: EventType,
  url: URL,
): Promise<readonly EventRecord[] | CheckResult> {
  const { connector, client, callPorts } = stage
  const scenario = connector.scenario(type.id)
  if (!scenario)
    return [await client.emit({ connector: connector.id, type: type.id, payload: type.example, url: url.href })]
  let played = scenario
  if (stage.driver) {
    const order = await stage.order()
    if (!order.ok) return { status: 'skip', summary: { en: 'no order was placed', zh: '没有下单成功' } }
    played = afterOrder(scenario, order, stage)
  }
  const result = await playScenario(
    played,
    connector,
    { callPorts, client },
    { environment: 'local', notifyUrl: url.href },
  )
  const { refused } = result
  if (refused)
    return cannotPlay({
      en: `the sandbox refused ${refused.target}: ${refused.outcome.error?.code ?? ''}`,
      zh: `沙箱拒绝了 ${refused.target}：${refused.outcome.error?.code ?? ''}`,
    })
  return result.events
}

/** The scenario behind its first call, which the integration has made itself; what it refers to comes from its order. */
function afterOrder(scenario: Scenario, order: Extract<PlacedOrder, { ok: true }>, stage: StageSetup): Scenario {
  const at = scenario.steps.findIndex((step) => step.operation !== undefined)
  const first = scenario.steps[at]
  if (!first) return scenario
  const values = order.answer as { readonly [key: string]: Json } | null
  const read = (path: string): Json | undefined => {
    const [step, ...rest] = path.split('.')
    if (step !== first.name) return `\${${path}}`
    const name = rest.join('.')
    return name === stage.driver?.id ? order.id : (values?.[name] ?? order.id)
  }
  const missing = (path: string) => scenarioBroken({ scenario: scenario.id, reason: { en: path, zh: path } })
  const scope = { random: stage.random, read, missing }
  const steps = scenario.steps
    .filter((_, index) => index > at)
    .map((step) => ({ ...step, params: fillReferences(step.params, scope) as typeof step.params }))
  return { ...scenario, steps }
}

function skipped(): Unplayed {
  return { ok: false, result: { status: 'skip', summary: { en: 'no event to send', zh: '没有可发送的事件' } } }
}

function unplayed(summary: Text): Unplayed {
  return { ok: false, result: cannotPlay(summary) }
}

function cannotPlay(summary: Text): CheckResult {
  return {
    status: 'fail',
    summary,
    cause: {
      en: 'The order that the integration placed cannot be carried on, or integration.json names the wrong id.',
      zh: '集成所下的订单无法继续，或 integration.json 中的 id 不对。',
    },
    fixes: [
      {
        en: 'Check "orders" in integration.json: "id" has to name the platform\'s order number in the answer.',
        zh: '请检查 integration.json 的 "orders"："id" 应指向应答中的平台订单号。',
      },
    ],
  }
}
