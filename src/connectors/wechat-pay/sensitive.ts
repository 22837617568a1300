import type { Json, JsonObject, JsonSchema } from '../../sdk/index.ts'

/**
 * Members that travel encrypted are marked `x-integ-sensitive: true` in the document, always inline: this walk follows
 * no `$ref`. Names, cards and phones, RSAES-OAEP with SHA-1 [DOC 4013053257].
 */
export function mapSensitive(schema: JsonSchema | undefined, value: Json, change: (text: string) => string): Json {
  if (!schema) return value
  if (typeof value === 'string') return schema['x-integ-sensitive'] === true ? change(value) : value
  if (Array.isArray(value)) {
    const { items } = schema
    return isSchema(items) ? value.map((item: Json) => mapSensitive(items, item, change)) : value
  }
  const { properties } = schema
  if (value === null || typeof value !== 'object' || !isSchema(properties)) return value
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, member]) => {
      const known = properties[name]
      return [name, isSchema(known) ? mapSensitive(known, member, change) : member]
    }),
  )
}

/** Whether the value holds a member that is to be encrypted. */
export function hasSensitive(schema: JsonSchema | undefined, value: Json): boolean {
  let found = false
  mapSensitive(schema, value, (text) => {
    found = true
    return text
  })
  return found
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
