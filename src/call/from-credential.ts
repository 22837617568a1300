import type { Credential } from '../sdk/auth.ts'
import type { Json, JsonObject } from '../sdk/http.ts'
import type { Operation, OperationInput } from '../sdk/operation.ts'

/**
 * `x-integ-credential: { mchid: mchid }`: values that the profile knows, such as a merchant's own number, are filled in
 * where the call leaves them out.
 */
export function fromCredential(placed: OperationInput, operation: Operation, credential: Credential): OperationInput {
  const { credential: map } = operation.extensions
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return placed
  const query: Record<string, Json> = { ...placed.query }
  const body = isObject(placed.body) ? { ...placed.body } : undefined
  for (const [name, field] of Object.entries(map as JsonObject)) {
    const value = typeof field === 'string' ? credential[field] : undefined
    if (value === undefined || value === '') continue
    const inQuery = operation.parameters.some((parameter) => parameter.in === 'query' && parameter.name === name)
    if (inQuery) query[name] ??= value
    else if (body && !(name in body)) body[name] = value
  }
  return { ...placed, query, ...(body ? { body } : {}) }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
