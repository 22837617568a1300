import type { Registry } from '../registry/registry.ts'
import type { OperationSummary } from '../sdk/operation.ts'
import { openDocument } from '../spec/document.ts'

export interface ListedOperation extends OperationSummary {
  readonly connector: string
}

/**
 * The operations that hold every word in name, summary, path or tag; names that hold the first one come first.
 * Reads lists only: no code of a connector runs. Throws `unknown-connector`.
 */
export function findOperations(
  registry: Pick<Registry, 'choose'>,
  words: readonly string[],
  only: string | undefined,
): readonly ListedOperation[] {
  const chosen = registry.choose(only)
  const wanted = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter((word) => word !== '')
  const all = chosen.flatMap(({ id, folder }) => {
    const document = openDocument(folder)
    const operations = document.operations().map((operation) => ({ connector: id, ...operation }))
    document.close()
    return operations
  })
  const found = all.filter((operation) => {
    const text = [operation.id, operation.summary, `${operation.method} ${operation.path}`, ...operation.tags]
      .join('\n')
      .toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
  const [first] = wanted
  const rank = (operation: ListedOperation) =>
    first !== undefined && operation.id.toLowerCase().includes(first) ? 0 : 1
  return found.sort((a, b) => rank(a) - rank(b))
}
