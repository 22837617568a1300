import type { JsonSchema } from '../sdk/http.ts'

const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, description })

const step: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'Exactly one of operation, action and advance.',
  properties: {
    name: {
      type: 'string',
      pattern: '^[A-Za-z][A-Za-z0-9_-]*$',
      description: 'Later steps refer to its answer as ${name.path}.',
    },
    operation: text('An ordinary signed call, such as alipay.trade.precreate.'),
    action: text('What a person does on the platform, such as alipay.buyer.pay.'),
    advance: text('How much time passes: 30d, 25h, 1d12h, 15m, 90s.'),
    connector: text('Where several connectors have an operation of that name.'),
    params: {
      type: 'object',
      description: 'Values by name. ${step.path} is a value of an earlier step, ${random} a fresh id of 12 characters.',
    },
  },
}

/** What an editor and `integ sandbox seed` hold a seed file against. */
export const SEED_SCHEMA: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://unpkg.com/create-integration/dist/seed.schema.json',
  title: 'A known world for the integ sandbox',
  type: 'object',
  required: ['version'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    version: { const: 1, description: 'Version of this format.' },
    clock: {
      description: 'Where the clock stands: 2026-12-24T18:00:00+08:00. Without a zone, that of the machine.',
      anyOf: [
        { type: 'string', minLength: 1 },
        {
          type: 'object',
          required: ['at'],
          additionalProperties: false,
          properties: { at: { type: 'string', minLength: 1 }, frozen: { type: 'boolean' } },
        },
      ],
    },
    state: {
      type: 'object',
      description: 'Connector, collection, id, value: as integ sandbox snapshot save shows them.',
      additionalProperties: { type: 'object', additionalProperties: { type: 'object' } },
    },
    steps: { type: 'array', description: 'Played in order once the state is in place.', items: step },
  },
}
