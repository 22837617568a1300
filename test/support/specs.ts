import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { compileDocument } from '../../src/spec/compile.ts'
import { type SpecDocument, openDocument } from '../../src/spec/document.ts'
import { tempDir } from './temp-dir.ts'

/** Path of a document below test/fixtures/specs. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/specs/${name}`, import.meta.url))
}

/** Compiles and opens a document; closed when the test ends. */
export async function open(source: string, folder?: string): Promise<SpecDocument> {
  const outFolder = tempDir()
  await compileDocument({ source, outFolder, ...(folder !== undefined && { folder }) })
  const document = openDocument(outFolder)
  onTestFinished(() => document.close())
  return document
}

/** The same for a document that a test writes itself: a value, or a text. */
export async function openValue(value: unknown, name = 'openapi.json'): Promise<SpecDocument> {
  return open(writeSpec(value, name))
}

export function writeSpec(value: unknown, name = 'openapi.json'): string {
  const file = join(tempDir(), name)
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
  return file
}

/** A 3.1 document with one operation `op` whose body has the schema. */
export function bodyOf(schema: unknown, schemas: Readonly<Record<string, unknown>> = {}, openapi = '3.1.0') {
  return {
    openapi,
    info: { title: 't', version: '1' },
    paths: {
      '/op': {
        post: {
          operationId: 'op',
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses: {},
        },
      },
    },
    components: { schemas },
  }
}
