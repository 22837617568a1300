import type { Registry, RegistryEntry } from '../registry/registry.ts'
import { openDocument } from '../spec/document.ts'

export interface ConnectorOverview {
  readonly entry: RegistryEntry
  readonly operations: number
  readonly tags: readonly { readonly name: string; readonly operations: number }[]
  readonly events: readonly { readonly id: string; readonly summary: string }[]
}

/** What each connector offers, or one of them. Reads lists only. Throws `unknown-connector`. */
export function overview(registry: Pick<Registry, 'choose'>, only: string | undefined): readonly ConnectorOverview[] {
  const chosen = registry.choose(only)
  return chosen.map((entry) => {
    const document = openDocument(entry.folder)
    const operations = document.operations()
    const events = document.events().map(({ id, summary }) => ({ id, summary }))
    document.close()
    const tags = new Map<string, number>()
    for (const tag of operations.flatMap((operation) => operation.tags.slice(0, 1)))
      tags.set(tag, (tags.get(tag) ?? 0) + 1)
    return {
      entry,
      operations: operations.length,
      tags: [...tags].map(([name, count]) => ({ name, operations: count })),
      events,
    }
  })
}
