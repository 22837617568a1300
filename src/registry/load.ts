import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { connectorModuleBroken } from '../errors/catalog/connector.ts'
import type { Explanation, Scenario } from '../sdk/check.ts'
import type { Connector, ConnectorManifest, ConnectorModule } from '../sdk/connector.ts'
import { createSdk } from '../sdk/define.ts'
import type { Json } from '../sdk/http.ts'
import { bodyProperties, createCoerce } from '../spec/coerce.ts'
import { decodeHttpError } from '../spec/decode-error.ts'
import { openDocument } from '../spec/document.ts'
import { createRest } from '../spec/rest.ts'
import { createSamples, sampleOf } from '../spec/sample.ts'
import { createValidate, validateInput } from '../spec/validate.ts'
import { authSchemesOf, webhookSchemesOf } from './auth-schemes.ts'
import { MANIFEST_FILE, readManifest } from './manifest.ts'

/** Key of the default protocol in `Connector.protocols`: plain OpenAPI over HTTP. */
const REST = 'rest'

/** Makes a connector of its compiled folder: manifest, index, errors, fixtures, and its module when it has one. */
export async function loadConnector(folder: string): Promise<Connector> {
  const manifest = readManifest(join(folder, MANIFEST_FILE))
  const fixtures = manifest.fixtures === undefined ? undefined : join(folder, manifest.fixtures)
  const document = openDocument(folder, (schema, event) => {
    const file = fixtureFile(fixtures, 'events', event)
    return file === undefined ? sampleOf(schema, document.resolve).value : (readJson(file) as Json)
  })
  const readers = { coerce: createCoerce(document.resolve), validate: createValidate(document.resolve) }
  const module = manifest.module === undefined ? {} : await loadModule(folder, manifest)
  const samples = createSamples(document.resolve)
  const plain = createRest(document, samples)
  const rest = module.rest?.(plain) ?? plain
  const explanations = once(() => readExplanations(folder, manifest))
  const byCode = once(() => {
    const named = explanations().flatMap((entry) => [entry.code, ...(entry.aliases ?? [])].map((name) => [name, entry]))
    return new Map(named as [string, Explanation][])
  })
  return {
    manifest,
    id: manifest.id,
    folder,
    operations: document.operations,
    operation: document.operation,
    events: document.events,
    event: document.event,
    scenario: (id) => readScenario(fixtures, id),
    scenarios: once(() => scenarioNames(fixtures)),
    auth: { ...authSchemesOf(document.securitySchemes), ...module.auth },
    webhooks: {
      ...webhookSchemesOf(
        document.securitySchemes,
        document.events().map(({ scheme }) => scheme),
      ),
      ...module.webhooks,
    },
    protocols: { [REST]: rest, ...module.protocols, ...module.overPlain?.(rest) },
    decodeError: module.decodeError ?? decodeHttpError,
    ...(module.simulator && { simulator: module.simulator }),
    checks: module.checks ?? [],
    ...(module.vectors && { vectors: module.vectors }),
    explanation: (code) => byCode().get(code),
    explanations,
    validateInput: (operation, input) => validateInput(operation, input, document.resolve, readers),
    validate: readers.validate,
    bodyProperties: (schema) => bodyProperties(schema, document.resolve),
    coerce: (schema, value) => readers.coerce(value, schema),
    sample: samples.of,
  }
}

async function loadModule(folder: string, manifest: ConnectorManifest): Promise<ConnectorModule> {
  const file = join(folder, manifest.module ?? '')
  const refuse = (reason: string, cause?: unknown) =>
    connectorModuleBroken({ id: manifest.id, file, reason }, { cause })
  if (!existsSync(file)) throw refuse('the file is not there.')
  let loaded: { readonly default?: unknown }
  try {
    loaded = await openModule(file)
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error), error)
  }
  if (typeof loaded.default !== 'function') throw refuse('its default export is not a function.')
  try {
    return (loaded.default as (sdk: ReturnType<typeof createSdk>) => ConnectorModule)(createSdk())
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error), error)
  }
}

/** Ours are CommonJS and are loaded at once; those of others may be of either kind. */
async function openModule(file: string): Promise<{ readonly default?: unknown }> {
  if (file.endsWith('.cjs')) return { default: createRequire(file)(file) as unknown }
  return (await import('./import-module.ts')).importModule(file)
}

function readExplanations(folder: string, manifest: ConnectorManifest): readonly Explanation[] {
  if (manifest.errors === undefined) return []
  const file = join(folder, manifest.errors)
  return existsSync(file) ? (readJson(file) as readonly Explanation[]) : []
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8')) as unknown
}

/** Undefined for names that are no plain file name: ids come from the command line. */
function fixtureFile(fixtures: string | undefined, kind: 'events' | 'scenarios', id: string): string | undefined {
  if (fixtures === undefined || /[/\\]|^\.|\0/.test(id)) return undefined
  const file = join(fixtures, kind, `${id}.json`)
  return existsSync(file) ? file : undefined
}

function readScenario(fixtures: string | undefined, id: string): Scenario | undefined {
  const file = fixtureFile(fixtures, 'scenarios', id)
  if (file === undefined) return undefined
  const { summary, steps = [], emits = [] } = readJson(file) as Partial<Scenario>
  return {
    id,
    summary: summary ?? { en: id, zh: id },
    steps: steps.map((step, index) => ({ ...step, name: step.name ?? `step${index + 1}`, params: step.params ?? {} })),
    emits,
  }
}

function scenarioNames(fixtures: string | undefined): readonly string[] {
  const folder = fixtures === undefined ? undefined : join(fixtures, 'scenarios')
  if (folder === undefined || !existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
