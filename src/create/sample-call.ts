import { openapiNoCall } from '../errors/catalog/create.ts'
import type { Json } from '../sdk/http.ts'
import type { Operation } from '../sdk/operation.ts'
import type { SpecDocument } from '../spec/document.ts'
import { sampleOf } from '../spec/sample.ts'
import type { Variables } from './fill.ts'

/** Looking further would read a large document whole, for a call that is only an example. */
const LOOKED_AT = 200
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']

/**
 * The easiest call of a document, in the words of the generated client: method, path and parameters as TypeScript.
 * Reading comes before writing, few values before many. Throws `openapi-no-call`.
 */
export function sampleCall(document: SpecDocument, file: string): Variables {
  const best = document
    .operations()
    .slice(0, LOOKED_AT)
    .flatMap(({ id }) => document.operation(id) ?? [])
    .filter(isSimple)
    .reduce<Operation | undefined>(
      (easiest, one) => (easiest && effort(easiest) <= effort(one) ? easiest : one),
      undefined,
    )
  if (!best) throw openapiNoCall({ file })
  return {
    operation: best.id,
    method: best.method.toUpperCase(),
    path: JSON.stringify(best.path),
    params: JSON.stringify(paramsOf(best, document), null, 2).replaceAll('\n', '\n  '),
  }
}

function isSimple(operation: Operation): boolean {
  const { body } = operation
  const sendsJson = !body?.required || /^application\/json\b/.test(body.mediaType)
  const asksCookie = operation.parameters.some((parameter) => parameter.required && parameter.in === 'cookie')
  return (
    sendsJson && !asksCookie && METHODS.includes(operation.method.toUpperCase()) && /^[\w.:/-]+$/.test(operation.id)
  )
}

function effort(operation: Operation): number {
  const values = operation.parameters.filter((parameter) => parameter.required).length
  const reads = operation.method.toUpperCase() === 'GET'
  return values + (operation.body?.required ? 10 : 0) + (reads ? 0 : 100)
}

function paramsOf(operation: Operation, document: SpecDocument): Json {
  const places: Record<string, Record<string, Json>> = {}
  const sample = (schema: Parameters<typeof sampleOf>[0]): Json =>
    sampleOf(schema, (ref) => document.resolve(ref)).value
  for (const { name, in: place, required, schema } of operation.parameters)
    if (required) Object.assign((places[place] ??= {}), { [name]: sample(schema) })
  const { body } = operation
  return {
    ...(Object.keys(places).length > 0 ? { params: places } : {}),
    ...(body?.required ? { body: body.example ?? sample(body.schema) } : {}),
  }
}
