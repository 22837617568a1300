import type { JsonSchema } from '../sdk/http.ts'
import { isRecord } from './pointer.ts'

export function omit(schema: JsonSchema, key: string): JsonSchema {
  const { [key]: _, ...rest } = schema
  return rest
}

/** One schema for a value that has to fit both: good enough to make a sample, which is checked against the original. */
export function mergeSchemas(a: JsonSchema, b: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...a, ...b }
  for (const key of ['properties', 'patternProperties'])
    if (isRecord(a[key]) && isRecord(b[key])) {
      const both: Record<string, unknown> = { ...a[key] }
      for (const [name, member] of Object.entries(b[key])) {
        const known = both[name]
        both[name] = isRecord(known) && isRecord(member) ? { allOf: [known, member] } : member
      }
      merged[key] = both
    }
  if (isRecord(a['items']) && isRecord(b['items'])) merged['items'] = { allOf: [a['items'], b['items']] }
  if (Array.isArray(a['required']) && Array.isArray(b['required']))
    merged['required'] = [...new Set([...a['required'], ...b['required']])]
  if (Array.isArray(a['allOf']) && Array.isArray(b['allOf']))
    merged['allOf'] = [...(a['allOf'] as unknown[]), ...(b['allOf'] as unknown[])]
  for (const key of ['oneOf', 'anyOf'])
    if (Array.isArray(a[key]) && Array.isArray(b[key]) && a[key] !== b[key]) {
      merged['allOf'] = [...((merged['allOf'] as unknown[] | undefined) ?? []), { [key]: a[key] }]
    }
  if (Array.isArray(a['enum']) && Array.isArray(b['enum']))
    merged['enum'] = (a['enum'] as unknown[]).filter((value) => (b['enum'] as unknown[]).includes(value))
  return merged
}
