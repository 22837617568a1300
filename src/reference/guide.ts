import type { Connector } from '../sdk/connector.ts'
import type { Json } from '../sdk/http.ts'
import type { Operation, Parameter } from '../sdk/operation.ts'
import type { EventType } from '../sdk/webhook.ts'
import { derefSchema } from '../spec/coerce.ts'
import { MISSING } from '../spec/complaints.ts'
import { type Field, describeField, describeFields, typeText } from '../spec/describe.ts'
import { openDocument } from '../spec/document.ts'

/** What `docs` says of an operation. */
export interface OperationGuide {
  readonly connector: string
  readonly operation: Operation
  readonly parameters: readonly (Field & { readonly in: Parameter['in'] })[]
  readonly body:
    | {
        readonly mediaType: string
        readonly required: boolean
        readonly type: string
        readonly fields: readonly Field[]
      }
    | undefined
  readonly answers: readonly AnswerGuide[]
  readonly errors: readonly string[]
  readonly command: string
}
export interface AnswerGuide {
  readonly status: string
  readonly summary: string
  readonly mediaType: string | undefined
  readonly type: string | undefined
  readonly fields: readonly Field[]
}

export interface EventGuide {
  readonly connector: string
  readonly event: EventType
  readonly fields: readonly Field[]
  /** Operations that cause it. */
  readonly causes: readonly string[]
  readonly command: string
}

/** How deep members of members are described. */
const DEPTH = 4

export function guideOperation(connector: Connector, operation: Operation): OperationGuide {
  const document = openDocument(connector.folder)
  try {
    const { resolve } = document
    const walk = { depth: 2, direction: undefined }
    const { body } = operation
    return {
      connector: connector.id,
      operation,
      parameters: knownToProfile(
        operation,
        operation.parameters.map((parameter) => {
          const known = derefSchema(parameter.schema, resolve)
          const field = describeField(parameter.name, parameter.schema, known, parameter.required, resolve, walk, [])
          return {
            ...field,
            in: parameter.in,
            ...(parameter.summary !== undefined && { description: parameter.summary.trim() }),
          }
        }),
      ),
      body: body && {
        mediaType: body.mediaType,
        required: body.required,
        type: typeText(body.schema, resolve),
        fields: knownToProfile(operation, describeFields(body.schema, resolve, { depth: DEPTH, direction: 'request' })),
      },
      answers: Object.entries(operation.responses).map(([status, shape]) => ({
        status,
        summary: (shape.summary ?? '').trim(),
        mediaType: shape.mediaType,
        type: shape.schema && typeText(shape.schema, resolve),
        fields:
          shape.schema && /^(2|default)/.test(status)
            ? describeFields(shape.schema, resolve, { depth: DEPTH - 1, direction: 'answer' })
            : [],
      })),
      errors: errorCodes(connector, operation),
      command: callCommand(connector, operation),
    }
  } finally {
    document.close()
  }
}

export function guideEvent(connector: Connector, event: EventType): EventGuide {
  const document = openDocument(connector.folder)
  try {
    const causes = connector
      .operations()
      .flatMap(({ id }) => (connector.operation(id)?.emits.includes(event.id) === true ? [id] : []))
    const fields = describeFields(event.payload, document.resolve, { depth: DEPTH })
    return {
      connector: connector.id,
      event,
      fields,
      causes: causes.slice(0, 20),
      command: `integ trigger ${quote(event.id)}`,
    }
  } finally {
    document.close()
  }
}

/** Codes that the document says the operation answers with (`x-integ-errors`); without that, all of the connector. */
function errorCodes(connector: Connector, { extensions }: Operation): readonly string[] {
  const { errors } = extensions
  return Array.isArray(errors)
    ? errors.filter((code) => typeof code === 'string')
    : connector.explanations().map(({ code }) => code)
}

/** Values that a call may leave out because the profile knows them: `x-integ-credential`, name → field of the credential. */
function credentialFields({ extensions }: Operation): Readonly<Record<string, string>> {
  const { credential } = extensions
  return typeof credential === 'object' && credential !== null && !Array.isArray(credential)
    ? (credential as Readonly<Record<string, string>>)
    : {}
}

function knownToProfile<F extends Field>(operation: Operation, fields: readonly F[]): readonly F[] {
  const known = credentialFields(operation)
  return fields.map((field) =>
    field.name in known
      ? { ...field, required: false, limits: [{ kind: 'default', value: `profile.${known[field.name] ?? ''}` }] }
      : field,
  )
}

/** An example of the document up to this many characters is copied whole. */
const SHORT = 400

/** A call with the document's own example, or every value that has to be given, ready to copy. */
export function callCommand(connector: Connector, operation: Operation): string {
  const known = credentialFields(operation)
  const needed = operation.parameters.filter(
    (parameter) => parameter.required && parameter.in !== 'cookie' && !(parameter.name in known),
  )
  const items = needed.map((parameter) => item(parameter.name, connector.sample(parameter.schema)))
  const { body } = operation
  const sample = body && (body.example ?? connector.sample(body.schema))
  const words = [
    'integ call',
    quote(operation.id),
    ...items,
    ...(body?.required === true && sample !== undefined ? bodyItems(connector, operation, sample) : []),
  ]
  return words.join(' ')
}

function bodyItems(connector: Connector, operation: Operation, sample: Json): string[] {
  if (typeof sample !== 'object' || sample === null || Array.isArray(sample))
    return [`--body ${quote(JSON.stringify(sample))}`]
  const own = credentialFields(operation)
  const known = Object.entries(sample as Record<string, Json>).filter(([name]) => !(name in own))
  const { body } = operation
  const isChosen = body?.example !== undefined && JSON.stringify(sample).length <= SHORT
  const given = isChosen ? known : body ? requiredNames(connector, body.schema, known) : []
  return given.map(([name, value]) => item(name, value))
}

/** Members whose absence the schema complains about. */
function requiredNames(
  connector: Connector,
  schema: Operation['parameters'][number]['schema'],
  members: readonly (readonly [string, Json])[],
) {
  const missing = new Set(
    connector
      .validate(schema, {}, 'body')
      .map(({ at, message }) => (message.en.startsWith(MISSING.en) ? at.slice(1) : '')),
  )
  return members.filter(([name]) => missing.has(name))
}

function item(name: string, value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return quote(
    `${name}${typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? '=' : ':='}${text}`,
  )
}

/** For a POSIX shell, only where needed. */
function quote(word: string): string {
  return /^[\p{L}\p{N}_@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
