import type { SecurityScheme, Server } from './security.ts'

export const INDEX_FILE = 'openapi.index'

/** Keys of the index that are not references. */
export const KEYS = {
  root: '@root',
  operations: '@operations',
  events: '@events',
  operation: (id: string) => `@operation/${id}`,
  event: (id: string) => `@event/${id}`,
} as const

/** What is kept of the document's head. */
export interface DocumentRoot {
  readonly version: string
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly servers: readonly Server[]
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>
}
