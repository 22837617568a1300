import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox, type TestSandbox } from 'create-integration/testing'
import { securitySchemes } from '../src/auth.ts'
import { createApi } from '../src/client.ts'
import { firstCall } from '../src/first-call.ts'

/** The API, simulated from the document: it checks who calls and what is sent, and answers its examples. */
let platform: TestSandbox

beforeAll(async () => {
  platform = await startSandbox({ connectors: ['{{id}}'] })
})
afterAll(() => platform.stop())

test('the call is answered as the document says', async () => {
  const { response, error } = await firstCall(createApi(platform.env('{{id}}')))
  expect(error).toBeUndefined()
  expect(response.ok).toBe(true)
})

test.skipIf(securitySchemes.length === 0)('a call without a credential is refused', async () => {
  const { response } = await firstCall(createApi({ {{prefix}}_BASE_URL: platform.url('{{id}}') }))
  expect([401, 403]).toContain(response.status)
})

test('a client without an address says which variable is missing', () => {
  expect(() => createApi({})).toThrow('{{prefix}}_BASE_URL')
})
