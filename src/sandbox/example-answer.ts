import type { Connector } from '../sdk/connector.ts'
import type { Json } from '../sdk/http.ts'
import type { Operation, ResponseShape } from '../sdk/operation.ts'
import type { SimulatedAnswer } from '../sdk/simulator.ts'

/** For an operation without a handler: what the document gives as an example of success, or a sample of its schema. */
export function exampleAnswer(connector: Connector, operation: Operation): SimulatedAnswer {
  const [status, shape] = lowestSuccess(operation.responses)
  const body = shape && bodyOf(connector, shape)
  const rule = 'example of the OpenAPI document'
  if (body === undefined) return { status, rule }
  const headers = shape?.mediaType === undefined ? {} : { headers: { 'content-type': shape.mediaType } }
  return typeof body === 'string' && !/json/i.test(shape?.mediaType ?? 'json')
    ? { status, text: body, rule, ...headers }
    : { status, body, rule, ...headers }
}

function lowestSuccess(responses: Operation['responses']): readonly [status: number, shape: ResponseShape | undefined] {
  const exact = Object.keys(responses)
    .filter((status) => /^2\d\d$/.test(status))
    .sort()[0]
  if (exact !== undefined) return [Number(exact), responses[exact]]
  const range = Object.keys(responses).find((status) => /^2xx$/i.test(status))
  return [200, responses[range ?? 'default']]
}

function bodyOf(connector: Connector, shape: ResponseShape): Json | undefined {
  return shape.example ?? (shape.schema && connector.sample(shape.schema))
}
