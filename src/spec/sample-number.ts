import type { JsonSchema } from '../sdk/http.ts'

/** The smallest number that fits, or 1 where there is no bound. */
export function sampleNumber(schema: JsonSchema, whole: boolean): number {
  const bound = (key: string) => (typeof schema[key] === 'number' ? schema[key] : undefined)
  const step = bound('multipleOf') ?? (whole ? 1 : undefined)
  const above = bound('exclusiveMinimum')
  const below = bound('exclusiveMaximum')
  const low = bound('minimum') ?? (above === undefined ? undefined : above + (step ?? 1))
  const high = bound('maximum') ?? (below === undefined ? undefined : below - (step ?? 1))
  let value = low ?? Math.min(1, high ?? 1)
  if (low === undefined && high !== undefined && high < 1) value = high
  if (above !== undefined && value <= above)
    value = below !== undefined && above + (step ?? 1) >= below ? (above + below) / 2 : above + (step ?? 1)
  if (low !== undefined && high !== undefined && low > high)
    value = above !== undefined && below !== undefined ? (above + below) / 2 : high
  if (low === undefined && schema['format'] === 'unix-time') return 1700000000
  return step === undefined ? value : Number((Math.ceil(value / step - 1e-9) * step).toPrecision(15))
}
