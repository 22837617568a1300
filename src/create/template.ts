import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { templateBroken } from '../errors/catalog/create.ts'
import type { Text } from '../text/text.ts'

/** How a new project is shown to work. */
export type FirstRun =
  | {
      /** Its server places an order, an action pays it, the event arrives, the trade is queried. */
      readonly kind: 'order'
      readonly connector: string
      readonly pay: string
      readonly query: string
    }
  | {
      /** One of its own scripts, whose last lines are shown. */
      readonly kind: 'script'
      readonly script: string
    }

export interface NextStep {
  /** May hold variables, such as `{{run}} dev`. */
  readonly command: string
  readonly text: Text
}

/** `template.json` with its folder. */
export interface Template {
  readonly id: string
  readonly folder: string
  readonly name: Text
  readonly description: Text
  readonly order: number
  readonly firstRun?: FirstRun
  /** Scripts of the project that run after its packages are installed. */
  readonly afterInstall: readonly string[]
  /** The OpenAPI document that it is made for; `--openapi` puts another in its place. */
  readonly openapi?: string
  readonly next: readonly NextStep[]
}

export const TEMPLATE_FILE = 'template.json'

/** All templates of this package, in the order in which they are offered. */
export function listTemplates(folder: string): readonly Template[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, TEMPLATE_FILE)))
    .map((entry) => readTemplate(join(folder, entry.name), entry.name))
    .sort((a, b) => a.order - b.order)
}

function readTemplate(folder: string, id: string): Template {
  let value: Partial<Template>
  try {
    value = JSON.parse(readFileSync(join(folder, TEMPLATE_FILE), 'utf8')) as Partial<Template>
  } catch {
    throw templateBroken({ folder, reason: `${TEMPLATE_FILE} is not JSON` })
  }
  if (!value.name || !value.description || !value.next)
    throw templateBroken({ folder, reason: `${TEMPLATE_FILE} is incomplete` })
  return {
    id,
    folder,
    name: value.name,
    description: value.description,
    order: value.order ?? 100,
    afterInstall: value.afterInstall ?? [],
    next: value.next,
    ...(value.firstRun ? { firstRun: value.firstRun } : {}),
    ...(value.openapi ? { openapi: value.openapi } : {}),
  }
}
