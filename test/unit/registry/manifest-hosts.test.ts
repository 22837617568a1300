import { expect, test } from 'vitest'
import { checkManifest } from '../../../src/registry/manifest.ts'

const manifest = (hosts: unknown) => ({ id: 'pay', sdk: 1, openapi: 'openapi.yaml', environments: {}, hosts })

test('a manifest names other hosts of its platform', () => {
  expect(checkManifest(manifest(['auth.pay.example', 'xn--fiq.example']), 'x').hosts).toHaveLength(2)
  expect(checkManifest(manifest(undefined), 'x')).not.toHaveProperty('hosts')
})

test.each([
  ['pay.example'.toUpperCase()],
  ['https://pay.example'],
  ['pay.example:443'],
  ['127.0.0.1'],
  ['localhost'],
  [1],
])('%j is not a host that calls could be led away from', (host) => {
  expect(() => checkManifest(manifest([host]), 'x')).toThrow('hosts')
})
