import type { JsonSchema } from '../sdk/http.ts'
import { samplePattern } from './sample-pattern.ts'

/** One fixed text per format, so that samples are the same on every run. */
const FORMATS: Readonly<Record<string, string>> = {
  date: '2025-01-31',
  time: '12:30:00Z',
  'date-time': '2025-01-31T12:30:00Z',
  duration: 'P3D',
  email: 'user@example.com',
  'idn-email': 'user@example.com',
  hostname: 'example.com',
  'idn-hostname': 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com',
  'uri-reference': '/path',
  'uri-template': '/path/{id}',
  iri: 'https://example.com',
  uuid: '7f1c0e6a-5d0c-4c9e-9a51-3b1f2f3d4e5f',
  'json-pointer': '/a/b',
  'relative-json-pointer': '1/a',
  regex: '^a$',
  byte: 'dGV4dA==',
  base64: 'dGV4dA==',
  binary: 'text',
  password: 'pa55word',
}

/** Text that fits format, pattern and length, as far as these agree with each other. */
export function sampleText(schema: JsonSchema): string {
  const least = typeof schema['minLength'] === 'number' ? Math.min(schema['minLength'], 10_000) : 0
  const most = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : Number.POSITIVE_INFINITY
  const pattern = schema['pattern'] ?? schema['x-integ-pattern']
  const formatted = typeof schema['format'] === 'string' ? FORMATS[schema['format']] : undefined
  if (typeof pattern === 'string') {
    if (formatted !== undefined && matches(pattern, formatted) && formatted.length <= most && formatted.length >= least)
      return formatted
    const made = samplePattern(pattern, least, most)
    if (made !== undefined) return made
  }
  if (formatted !== undefined && formatted.length >= least && formatted.length <= most) return formatted
  if (schema['format'] === 'uri' && formatted !== undefined && formatted.length < least)
    return `${formatted}/`.padEnd(least, 'a')
  const text = 'text'.padEnd(least, 'text')
  return text.length > most ? text.slice(0, most) : text
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    return false
  }
}
