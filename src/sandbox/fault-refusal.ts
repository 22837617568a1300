import type { Connector } from '../sdk/connector.ts'
import type { Refusal } from '../sdk/simulator.ts'

/** One of the platform's own errors, with what its catalogue says beside the code. */
export function faultRefusal(
  connector: Pick<Connector, 'explanation'>,
  code: string,
): Extract<Refusal, { kind: 'fault' }> {
  const { text, category } = connector.explanation(code) ?? {}
  return {
    kind: 'fault',
    code,
    ...(text === undefined ? {} : { text }),
    ...(category === undefined ? {} : { category: String(category) }),
  }
}
