import type { ScenarioStep } from '../sdk/check.ts'
import type { Connector } from '../sdk/connector.ts'
import type { Operation } from '../sdk/operation.ts'

/** The names that a step's operation or action takes; undefined when it takes any. */
export function declaredNames(connector: Connector, step: ScenarioStep): readonly string[] | undefined {
  if (step.operation !== undefined) {
    const operation = connector.operation(step.operation)
    return operation ? namesOf(connector, operation) : []
  }
  const actions = connector.simulator?.actions ?? {}
  const id = step.action ?? ''
  const action = actions[id] ?? actions[id.replace(`${connector.id}.`, '')]
  return action?.params.map((param) => param.name) ?? []
}

function namesOf(connector: Connector, operation: Operation): readonly string[] | undefined {
  const members = operation.body ? connector.bodyProperties(operation.body.schema) : []
  return members && [...operation.parameters.map((parameter) => parameter.name), ...members]
}

/**
 * The parameter by which a call says where the platform sends its events: what the document marks with
 * `x-integ-notify`, else `notify_url`, the name that Alipay and WeChat Pay share. Undefined: the call cannot say it.
 */
export function notifyParameter(connector: Connector, operation: Operation): string | undefined {
  const marked = operation.extensions['notify']
  if (typeof marked === 'string') return marked
  return namesOf(connector, operation)?.includes('notify_url') ? 'notify_url' : undefined
}

/** Whether a step is a call that can say where events go. */
export function declaresNotifyUrl(connector: Connector, step: ScenarioStep): boolean {
  const operation = step.operation === undefined ? undefined : connector.operation(step.operation)
  return operation !== undefined && notifyParameter(connector, operation) !== undefined
}
