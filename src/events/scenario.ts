import { call } from '../call/call.ts'
import type { CallInput, CallPorts, Outcome } from '../call/types.ts'
import type { EventRecord } from '../delivery/records.ts'
import { scenarioBroken, scenarioNeedsSandbox } from '../errors/catalog/events.ts'
import type { Scenario, ScenarioStep } from '../sdk/check.ts'
import type { Connector } from '../sdk/connector.ts'
import type { Json, JsonObject } from '../sdk/http.ts'
import type { SandboxControl } from './control.ts'
import { diffSteps, type FixtureChange } from './fixture-diff.ts'
import { declaredNames, notifyParameter } from './declared.ts'
import { readPath } from './json-path.ts'
import { overrideSteps, type Override } from './overrides.ts'
import { continuesOwnOrder, namesOfOrder, placeOwnOrder, type OwnOrder } from './own-order.ts'
import { fillReferences } from './references.ts'
import { watchEvents, type EventWatch } from './watch-events.ts'

export interface ScenarioPorts {
  readonly callPorts: CallPorts
  /** Absent outside of the sandbox: then a scenario may hold calls only. */
  readonly client?: SandboxControl | undefined
}

export interface PlayOptions extends Pick<CallInput, 'profile' | 'environment' | 'confirm'> {
  readonly set?: readonly Override[]
  /** Given to the calls that name where the platform sends its events. */
  readonly notifyUrl?: string | undefined
  readonly onStep?: (step: PlayedStep) => void
  /** The first call is made by the integration itself, so that it knows the order. */
  readonly ownOrder?: OwnOrder | undefined
}

export interface PlayedStep {
  readonly name: string
  readonly kind: 'operation' | 'action' | 'integration'
  /** Id of the operation or action, or the request that the integration was sent. */
  readonly target: string
  readonly params: JsonObject
  /** The answer of the platform, or what the action gave. */
  readonly value: Json
  readonly outcome?: Outcome
  /** Ids of the events that the step made the platform send. */
  readonly events: readonly string[]
}

export interface PlayedScenario {
  readonly scenario: string
  readonly steps: readonly PlayedStep[]
  /** With their deliveries so far, in the order in which they were sent. */
  readonly events: readonly EventRecord[]
  /** The step whose call the platform refused; the scenario ended there. */
  readonly refused?: PlayedStep & { readonly outcome: Outcome }
  /** Events that the scenario promises and that did not come. */
  readonly missing: readonly string[]
  /** Where the overrides differ from the fixture. */
  readonly diff: readonly FixtureChange[]
}

/**
 * Plays the steps in order: operations as ordinary signed calls, actions through the sandbox. Throws what a call
 * throws (network, usage, trust), `scenario-broken`, `scenario-needs-sandbox` and the errors of overrides; a refusal
 * of the platform is a value.
 */
export async function playScenario(
  scenario: Scenario,
  connector: Connector,
  ports: ScenarioPorts,
  options: PlayOptions = {},
): Promise<PlayedScenario> {
  const action = scenario.steps.find((step) => step.action !== undefined)?.action
  if (action !== undefined && !ports.client)
    throw scenarioNeedsSandbox({ event: scenario.id, environment: options.environment ?? 'sandbox', action })
  const overridable = scenario.steps.map((step) => ({ step, declared: declaredNames(connector, step) }))
  const steps = overrideSteps(scenario.id, overridable, options.set ?? [])
  const watch = ports.client && (await watchEvents(ports.client, connector.id))
  const played: PlayedStep[] = []
  let refused: PlayedScenario['refused']
  const ownOrder = options.ownOrder && continuesOwnOrder(options.ownOrder.driver, steps) ? options.ownOrder : undefined
  const first = ownOrder ? steps.find((step) => step.operation !== undefined) : undefined
  for (const step of steps) {
    if (ownOrder && step === first) {
      const done = await placedByIntegration(step, steps, ownOrder)
      played.push(done)
      options.onStep?.(done)
      continue
    }
    const params = prepare(scenario, step, connector, played, ports, options)
    const done = await play(scenario, step, params, connector, ports, options, watch)
    played.push(done)
    options.onStep?.(done)
    if (done.outcome?.error) {
      refused = { ...done, outcome: done.outcome }
      break
    }
  }
  const events = (await watch?.collected()) ?? []
  const seen = new Set(events.map(({ type }) => type))
  const missing = refused || !watch ? [] : scenario.emits.filter((type) => !seen.has(type))
  const diff = diffSteps(scenario.steps, steps)
  return { scenario: scenario.id, steps: played, events, missing, diff, ...(refused ? { refused } : {}) }
}

async function placedByIntegration(
  step: ScenarioStep,
  steps: readonly ScenarioStep[],
  own: OwnOrder,
): Promise<PlayedStep> {
  const order = await placeOwnOrder(own)
  const params = namesOfOrder(order, step, steps)
  return { name: step.name, kind: 'integration', target: own.driver.request, params, value: order.value, events: [] }
}

/** The step's values: references filled in, and the address for events where the call takes one. */
function prepare(
  scenario: Scenario,
  step: ScenarioStep,
  connector: Connector,
  played: readonly PlayedStep[],
  ports: ScenarioPorts,
  options: PlayOptions,
): JsonObject {
  const params = fillReferences(step.params as JsonObject, {
    random: ports.callPorts.random,
    read: (path) => readPlayed(played, path),
    missing: (reference) =>
      scenarioBroken({
        scenario: scenario.id,
        reason: {
          en: `step ${step.name} refers to \${${reference}}, which no earlier step gave`,
          zh: `步骤 ${step.name} 引用了 \${${reference}}，而之前的步骤没有给出`,
        },
      }),
  }) as JsonObject
  const operation = step.operation === undefined ? undefined : connector.operation(step.operation)
  const name = operation && notifyParameter(connector, operation)
  if (options.notifyUrl === undefined || name === undefined) return params
  // Where the platform insists on an address, the scenario has a made-up one; what the user set stays.
  const written = scenario.steps.find((one) => one.name === step.name)?.params[name]
  return name in params && params[name] !== written ? params : { ...params, [name]: options.notifyUrl }
}

/** `step.path` in the step's answer, else in the values it was called with: an answer need not repeat them. */
function readPlayed(played: readonly PlayedStep[], reference: string): Json | undefined {
  const [name, ...path] = reference.split('.')
  const step = played.find((one) => one.name === name)
  return step && (readPath(step.value, path) ?? readPath(step.params, path))
}

async function play(
  scenario: Scenario,
  step: ScenarioStep,
  params: JsonObject,
  connector: Connector,
  ports: ScenarioPorts,
  options: PlayOptions,
  watch: EventWatch | undefined,
): Promise<PlayedStep> {
  const { name } = step
  if (step.operation !== undefined) {
    const { environment, profile, confirm } = options
    const { outcome } = await call(
      {
        operation: step.operation,
        connector: connector.id,
        values: params,
        ...(environment === undefined ? {} : { environment }),
        ...(profile === undefined ? {} : { profile }),
        ...(confirm === undefined ? {} : { confirm }),
      },
      ports.callPorts,
    )
    const emits = [...(connector.operation(step.operation)?.emits ?? []), ...scenario.emits]
    const events = (await watch?.after(emits)) ?? []
    return { name, kind: 'operation', target: step.operation, params, value: outcome.value, outcome, events }
  }
  if (step.action !== undefined && ports.client) {
    const { result, events } = await ports.client.act(step.action, texts(params))
    watch?.take(events)
    return { name, kind: 'action', target: step.action, params, value: result, events: events.map(({ id }) => id) }
  }
  const reason = {
    en: `step ${name} has neither operation nor action`,
    zh: `步骤 ${name} 既没有 operation 也没有 action`,
  }
  throw scenarioBroken({ scenario: scenario.id, reason })
}

function texts(params: JsonObject): Readonly<Record<string, string>> {
  const text = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value))
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, text(value)]))
}
