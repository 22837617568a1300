import { invalidValue } from '../errors/catalog/usage.ts'

/** The JSON body of a request to the control port. */
export type Body = Readonly<Record<string, unknown>>

export function text(body: Body, name: string): string {
  const value = optional(body, name)
  if (value === undefined) throw invalidValue({ name, value: '', expected: { en: 'a text', zh: '文本' } })
  return value
}

export function optional(body: Body, name: string): string | undefined {
  const value = body[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
