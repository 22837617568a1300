import type { Json, JsonObject, Random } from '../sdk/http.ts'

/** Where `${…}` looks. `read` gives undefined for what is not there. */
export interface ReferenceScope {
  readonly random: Random
  read(path: string): Json | undefined
  missing(reference: string): Error
}

const REFERENCE = /\$\{([^{}]+)\}/g
const WHOLE = /^\$\{([^{}]+)\}$/

/**
 * Puts values in place of `${step.path}` and `${random}`. A text that is nothing but one reference becomes the value
 * itself, with its type; inside a longer text the value is written out.
 */
export function fillReferences(value: Json, scope: ReferenceScope): Json {
  if (typeof value === 'string') return fillText(value, scope)
  if (Array.isArray(value)) return value.map((item) => fillReferences(item as Json, scope))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([name, item]) => [name, fillReferences(item, scope)]),
    )
  return value
}

function fillText(text: string, scope: ReferenceScope): Json {
  const whole = WHOLE.exec(text)?.[1]
  if (whole !== undefined) return resolve(whole.trim(), scope)
  return text.replace(REFERENCE, (_, reference: string) => {
    const value = resolve(reference.trim(), scope)
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
}

function resolve(reference: string, scope: ReferenceScope): Json {
  if (reference === 'random') return randomId(scope.random)
  const value = scope.read(reference)
  if (value === undefined) throw scope.missing(reference)
  return value
}

/** Whether a value is taken from an earlier step rather than said by the scenario itself. */
export function refersToStep(value: Json): boolean {
  return typeof value === 'string' && [...value.matchAll(REFERENCE)].some(([, name]) => name?.trim() !== 'random')
}

/** 12 characters, 60 bits: unique among the orders of a sandbox, and easy to read aloud. */
function randomId(random: Random): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
  return [...random.bytes(12)].map((byte) => alphabet[byte & 31]).join('')
}
