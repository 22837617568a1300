import type { Connector } from '../sdk/connector.ts'
import type { Refusal } from '../sdk/simulator.ts'

/** One of the platform's own errors, with what its catalogue says beside the code. */
export function faultRefusal(
  connector: Pick<Connector, 'explanation'>,
  code: string,
): Extract<Refusal, { kind: 'fault' }> {
  const { code: name = code, text, category } = connector.explanation(code) ?? {}
  return {
    kind: 'fault',
    code: name,
    ...(text === undefined ? {} : { text }),
    ...(category === undefined ? {} : { category }),
  }
}
