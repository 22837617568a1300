import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extract } from 'tar'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Json, JsonSchema } from '../../src/sdk/http.ts'
import type { Operation, OperationInput } from '../../src/sdk/operation.ts'
import { compileDocument } from '../../src/spec/compile.ts'
import { type SpecDocument, openDocument } from '../../src/spec/document.ts'
import { createRest } from '../../src/spec/rest.ts'
import { sampleOf } from '../../src/spec/sample.ts'
import { createValidate, validateInput, validateValue } from '../../src/spec/validate.ts'
import { fixture } from '../support/specs.ts'
import { tempDir } from '../support/temp-dir.ts'

/** Documents of API vendors, kept beside the checkout where they are at hand. */
const vendors = fileURLToPath(new URL('../../../shared/specs', import.meta.url))
const LONG = 120_000

interface Tally {
  operations: number
  valid: number
  routed: number
  samples: number
  fitting: number
  /** Values of which the sandbox's quick check says something else than the validator, valid ones and spoiled ones. */
  disputed: number
}

/** Sample input → request → back through the router → sample answer, for operations spread over the document. */
function prove(document: SpecDocument, most: number): Tally {
  const rest = createRest(document)
  const all = document.operations()
  const step = Math.max(1, Math.floor(all.length / most))
  const tally: Tally = { operations: 0, valid: 0, routed: 0, samples: 0, fitting: 0, disputed: 0 }
  for (const { id } of all.filter((_, index) => index % step === 0)) {
    const operation = document.operation(id)
    if (!operation) throw new TypeError(id)
    const input = sampleInput(operation, document)
    tally.operations++
    if (validateInput(operation, input, document.resolve).length === 0) tally.valid++
    if (operation.body && input.body !== undefined)
      tally.disputed += disputes(document, operation.body.schema, input.body)
    const request = rest.request(operation, input, new URL('http://127.0.0.1:1'), {})
    const routed = document.operation(rest.route(request)?.operationId ?? '')
    if (routed && routed.method === operation.method && samePath(routed.path, operation.path)) tally.routed++
    for (const { schema } of Object.values(operation.responses))
      if (schema) count(sampleOf(schema, document.resolve, 'answer').problems.length, tally)
  }
  for (const event of document.events()) count(sampleOf(event.payload, document.resolve).problems.length, tally)
  return tally
}

function disputes({ resolve }: SpecDocument, schema: JsonSchema, sample: Json): number {
  const quick = createValidate(resolve)
  quick(schema, sample, 'body')
  const said = (validate: typeof quick, value: Json) => JSON.stringify(validate(schema, value, 'body'))
  return [sample, ...spoiled(sample)].filter(
    (value) => said(quick, value) !== said((...asked) => validateValue(...asked, resolve), value),
  ).length
}

/** Each with one member gone, one of another type, or one too many. */
function spoiled(sample: Json): readonly Json[] {
  if (typeof sample !== 'object' || sample === null || Array.isArray(sample)) return [null, [], {}, 'x'.repeat(300), -1]
  const whole = sample as Record<string, Json>
  const members = Object.entries(whole).slice(0, 8)
  return members.flatMap(([name, value], index): Json[] => {
    const { [name]: _, ...rest } = whole
    const other: Json = [null, -1, 'x'.repeat(300), [], {}, true][index % 6] ?? null
    const within =
      typeof value === 'object' && value !== null && !Array.isArray(value) ? spoiled(value).slice(0, 4) : []
    return [
      rest,
      { ...whole, [name]: other },
      { ...whole, [`${name}_`]: value },
      ...within.map((one) => ({ ...whole, [name]: one })),
    ]
  })
}

function count(problems: number, tally: Tally): void {
  tally.samples++
  if (problems === 0) tally.fitting++
}

/** Some documents tell operations of one address apart by a fragment or a query. */
function samePath(a: string, b: string): boolean {
  return a.split(/[?#]/)[0]?.replace(/\{[^}]*\}/g, '{}') === b.split(/[?#]/)[0]?.replace(/\{[^}]*\}/g, '{}')
}

function sampleInput(operation: Operation, document: SpecDocument): OperationInput {
  const values = (place: string): Record<string, Json> =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === place && parameter.required)
        .map((parameter) => [parameter.name, sampleOf(parameter.schema, document.resolve, parameter.in).value]),
    )
  const headers = Object.fromEntries(
    Object.entries(values('header')).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
  const body = operation.body && sampleOf(operation.body.schema, document.resolve, 'body').value
  return { path: values('path'), query: values('query'), headers, ...(body !== undefined && { body }) }
}

async function compiled(source: string, folder?: string): Promise<SpecDocument> {
  const outFolder = tempDir()
  await compileDocument({ source, outFolder, ...(folder !== undefined && { folder }) })
  return openDocument(outFolder)
}

describe('our own documents', () => {
  it.each(['shop-3.0.yaml', 'pets-2.0.json', 'events-3.1.json', 'split/openapi.yaml'])(
    '%s is called and answered in full',
    async (name) => {
      const document = await compiled(fixture(name))
      const tally = prove(document, 100)
      expect(tally).toMatchObject({
        valid: tally.operations,
        routed: tally.operations,
        fitting: tally.samples,
        disputed: 0,
      })
      document.close()
    },
  )
})

describe.skipIf(!existsSync(vendors))('documents of vendors', () => {
  const files = existsSync(vendors) ? readdirSync(vendors).filter((name) => /\d\.\d\.(json|ya?ml)$/.test(name)) : []

  it.each(files)('%s compiles; its samples validate, travel and come back', { timeout: LONG }, async (name) => {
    const document = await compiled(join(vendors, name))
    const tally = prove(document, 60)
    expect(tally.operations + document.events().length).toBeGreaterThan(0)
    expect(tally.routed).toBe(tally.operations)
    expect(tally.valid).toBe(tally.operations)
    expect(tally.disputed).toBe(0)
    // Schemas that no value fits exist in the wild: two of 261 events of one document contradict themselves.
    expect(tally.fitting).toBeGreaterThanOrEqual(Math.floor(tally.samples * 0.99))
    document.close()
  })

  it('refuses what is not OpenAPI, and says so', async () => {
    await expect(compiled(join(vendors, 'stripe-sample-resources.json'))).rejects.toMatchObject({
      code: 'document-not-openapi',
    })
  })

  it('reads one operation as quickly from 13 MB as from 23 kB', { timeout: LONG }, async () => {
    const time = async (name: string, id: string) => {
      const outFolder = tempDir()
      await compileDocument({ source: join(vendors, name), outFolder })
      const runs = Array.from({ length: 30 }, () => {
        const started = performance.now()
        const document = openDocument(outFolder)
        expect(document.operation(id)?.id).toBe(id)
        document.close()
        return performance.now() - started
      })
      return runs.sort((a, b) => a - b)[15] ?? 0
    }
    const small = await time('museum-3.1.yaml', 'getMuseumHours')
    const large = await time('github-rest-3.0.json', 'issues/create')
    expect(large).toBeLessThan(small + 5)
  })

  describe('documents in many files', () => {
    const folders = new Map<string, string>()
    const root = (name: string) => folders.get(name) ?? ''
    beforeAll(async () => {
      const { mkdtempSync } = await import('node:fs')
      const { tmpdir } = await import('node:os')
      for (const name of ['digitalocean-multifile-3.0', 'wechatpay-multifile-2.0']) {
        const folder = mkdtempSync(join(tmpdir(), 'integ-specs-'))
        await extract({ file: join(vendors, `${name}.tar.gz`), cwd: folder })
        folders.set(name, folder)
      }
      return async () => {
        const { rmSync } = await import('node:fs')
        for (const folder of folders.values()) rmSync(folder, { recursive: true, force: true })
      }
    }, LONG)

    it.each([
      ['digitalocean-multifile-3.0', 'specification/DigitalOcean-public.v2.yaml', 659],
      ['wechatpay-multifile-2.0', 'docs/swagger.yaml', 1154],
    ])('%s is joined', { timeout: LONG }, async (name, file, operations) => {
      const document = await compiled(join(root(name), file))
      expect(document.operations()).toHaveLength(operations)
      const tally = prove(document, 40)
      expect(tally).toMatchObject({
        valid: tally.operations,
        routed: tally.operations,
        fitting: tally.samples,
        disputed: 0,
      })
      document.close()
    })
  })

  describe('examples and tests of the specification', () => {
    const all = (folder: string): string[] =>
      readdirSync(folder).flatMap((name) => {
        const path = join(folder, name)
        return statSync(path).isDirectory() ? all(path) : [path]
      })
    const oai = join(vendors, 'oai')
    const parts = /petstore-separate\/(common|spec\/(NewPet|Pet|parameters))/

    it('all compile, but for one that refers to another site', { timeout: LONG }, async () => {
      const sources = existsSync(oai)
        ? all(oai).filter((path) => /\.(json|ya?ml)$/.test(path) && !path.includes('/fail/') && !parts.test(path))
        : []
      expect(sources.length).toBeGreaterThan(90)
      const refused: string[] = []
      for (const source of sources) {
        const folder = source.includes('petstore-separate') ? join(source, '../..') : undefined
        await compiled(source, folder).then(
          (document) => document.close(),
          (error: unknown) => refused.push(`${(error as { code: string }).code} ${source.slice(oai.length + 1)}`),
        )
      }
      expect(refused).toEqual([
        'document-reference schema-tests-3.1/pass/security-scheme-object-examples.yaml',
        'document-reference schema-tests-3.2/pass/security-scheme-object-examples.yaml',
      ])
    })
  })
})
