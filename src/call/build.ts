import { inputInvalid, unknownItem } from '../errors/catalog/call.ts'
import { asText, checkHeaders, exact, filesOf, readBody, refusal } from './body.ts'
import { fromCredential } from './from-credential.ts'
import { noteCoerced, type SourceNumbers } from './json-text.ts'
import type { HttpRequest, Json, JsonObject, JsonSchema } from '../sdk/http.ts'
import type { Operation, OperationInput } from '../sdk/operation.ts'
import { nearest } from '../text/nearest.ts'
import type { Built, CallInput, Target } from './types.ts'

/** Values by name → the request's exact bytes. Checks the values against the document unless told not to. */
export function build(input: CallInput, target: Target): Built {
  const { connector, operation, protocol, baseUrl } = target
  const numbers: SourceNumbers = new Map(input.numbers)
  const whole = readBody(input, operation, numbers)
  const named = withMerchant(
    place({ ...input, ...whole }, operation, (schema) => connector.bodyProperties(schema)),
    target,
  )
  const placed = typed(fromCredential(named, operation, target.credential), target, numbers)
  const given = { ...placed, ...filesOf(input, operation), ...(whole.bytes ? { bytes: whole.bytes } : {}) }
  checkHeaders(given)
  if (input.validate !== false) {
    // Bytes are what they are: only their presence can be asked for.
    const found = connector.validateInput(operation, placed)
    const problems = whole.bytes ? found.filter((problem) => problem.place !== 'body') : found
    if (problems.length > 0)
      throw inputInvalid(
        {
          operation: operation.id,
          problems: problems.map((problem) => ({
            at: readable(problem.at) || problem.place,
            message: problem.message,
          })),
        },
        { details: { problems } },
      )
  }
  const request = protocol.request(operation, asText(given, target, numbers), baseUrl, target.credential)
  return { request: dressed(exact(request, numbers), target), input: given } as Built
}

/** `x-integ-merchant-token: app_auth_token`: the call is about the merchant's token, which is a value of its body. */
function withMerchant(placed: OperationInput, { operation, merchantToken }: Target): OperationInput {
  const { 'merchant-token': name } = operation.extensions
  if (typeof name !== 'string' || merchantToken === undefined) return placed
  return { ...placed, body: { [name]: merchantToken, ...(placed.body as JsonObject | undefined) } }
}

/** What stands below the signature besides the values: the merchant whom the call is for, and encryption. */
function dressed(request: HttpRequest, target: Target): HttpRequest {
  const { auth, operation, protocol, credential, merchantToken, encrypt } = target
  const isAbout = 'merchant-token' in operation.extensions
  const acting = (merchantToken !== undefined && !isAbout && auth?.onBehalf?.(request, merchantToken)) || request
  return (encrypt && protocol.encryption?.sealRequest(acting, credential)) || acting
}

/** A plain `amount=1` becomes the number that the schema asks for. */
function typed(placed: OperationInput, { connector, operation }: Target, numbers: SourceNumbers): OperationInput {
  const { coerce } = connector
  if (!coerce) return placed
  const read = (name: string, schema: JsonSchema, value: Json) => {
    const after = coerce(schema, value)
    noteCoerced(value, after, numbers, refusal(name))
    return after
  }
  const values = (given: Readonly<Record<string, Json>>, where: 'path' | 'query') =>
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => {
        const known = operation.parameters.find((parameter) => parameter.name === name && parameter.in === where)
        return [name, known ? read(name, known.schema, value) : value]
      }),
    )
  const { body } = placed
  return {
    ...placed,
    path: values(placed.path, 'path'),
    query: values(placed.query, 'query'),
    ...(body === undefined || !operation.body ? {} : { body: read('body', operation.body.schema, body) }),
  }
}

const readable = (pointer: string) => pointer.replace(/^#?\//, '').replaceAll('/', '.')

/** Splits values by where the operation wants them: declared parameters first, everything else is the body. */
export function place(
  input: CallInput,
  operation: Operation,
  propertiesOf: (schema: JsonSchema) => readonly string[] | undefined,
): OperationInput {
  const path: Record<string, Json> = {}
  const query: Record<string, Json> = { ...input.query }
  const headers: Record<string, string> = { ...input.headers }
  const body: Record<string, Json> = {}
  const members = operation.body ? propertiesOf(operation.body.schema) : []
  for (const [name, value] of Object.entries(input.values)) {
    const parameter = operation.parameters.find((candidate) => candidate.name === name)
    const owned = members?.includes(name)
    if (parameter?.in === 'path') path[name] = value
    else if (parameter?.in === 'query' && !owned) query[name] = value
    else if (parameter?.in === 'header')
      headers[name.toLowerCase()] = typeof value === 'string' ? value : JSON.stringify(value)
    else if (operation.body && (members === undefined || owned || input.validate === false)) body[name] = value
    else
      throw unknownItem({
        item: name,
        operation: operation.id,
        nearest: nearest(name, [...(members ?? []), ...operation.parameters.map((known) => known.name)]),
      })
  }
  const hasBody = Object.keys(body).length > 0
  const whole =
    input.body === undefined
      ? hasBody || operation.body?.required
        ? (body as JsonObject)
        : undefined
      : merge(input.body, body)
  return { path, query, headers, ...(whole === undefined ? {} : { body: whole }) }
}

/** `--body` gives the whole, items change members of it. */
function merge(whole: Json, members: Record<string, Json>): Json {
  if (Object.keys(members).length === 0) return whole
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return whole
  return { ...(whole as JsonObject), ...members }
}
