import { pathToFileURL } from 'node:url'

/** A file of its own, since code that imports by address cannot be kept compiled (see bin/compiled.cjs). */
export async function importModule(file: string): Promise<{ readonly default?: unknown }> {
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { readonly default?: unknown }
}
