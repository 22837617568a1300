import { expect, test } from 'vitest'
import { findTarget, hostsOf, pathAt, targetsOf } from '../../../src/proxy/targets.ts'
import { entriesOf, entryMatches } from '../../../src/proxy/no-proxy.ts'
import { redirectVariables } from '../../../src/proxy/environment.ts'

const url = 'http://127.0.0.1:4921'
const pay = {
  id: 'pay',
  url,
  manifest: {
    environments: {
      production: { baseUrl: 'https://api.pay.example' },
      sandbox: { baseUrl: 'https://dev.pay.example/v1/' },
    },
    hosts: ['auth.pay.example', 'dev.pay.example'],
  },
}
const odd = {
  id: 'odd',
  url,
  manifest: {
    environments: {
      production: { baseUrl: 'https://odd.example:8443/api' },
      local: { baseUrl: 'http://localhost:4010' },
      lab: { baseUrl: 'http://10.0.0.7' },
    },
  },
}

test('hosts come from the environments and the list of others, on the ports of http and https', () => {
  const targets = targetsOf([pay, odd])
  expect(hostsOf(targets)).toEqual(['api.pay.example', 'dev.pay.example', 'auth.pay.example', 'odd.example'])
  expect(findTarget(targets, 'AUTH.pay.example.', 80)?.connector).toBe('pay')
  expect(findTarget(targets, 'odd.example', 8443)?.connector).toBe('odd')
})

test('a port that no environment names, this machine and bare addresses stay what they are', () => {
  const targets = targetsOf([pay, odd])
  for (const [host, port] of [
    ['odd.example', 443],
    ['api.pay.example', 8443],
    ['localhost', 4010],
    ['10.0.0.7', 80],
  ] as const)
    expect(findTarget(targets, host, port)).toBeUndefined()
})

test.each([
  ['/v1/books?page=2', '/books?page=2'],
  ['/v1', '/'],
  ['/v1?x=1', '/?x=1'],
  ['/v10/books', '/v10/books'],
  ['/books', '/books'],
])('the base path of an environment is not the sandbox’s: %s becomes %s', (path, expected) => {
  const target = findTarget(targetsOf([pay]), 'dev.pay.example', 443)
  expect(target && pathAt(target, path)).toBe(expected)
})

test.each([
  ['*', 'any.example', 443, true],
  ['example.com', 'example.com', 443, true],
  ['example.com', 'api.example.com', 443, true],
  ['.example.com', 'api.example.com', 443, true],
  ['*.example.com', 'api.example.com', 443, true],
  ['example.com', 'notexample.com', 443, false],
  ['example.com:8443', 'example.com', 443, false],
  ['EXAMPLE.com:443', 'example.com', 443, true],
])('NO_PROXY=%s and %s:%i: %j', (entry, host, port, expected) => {
  expect(entriesOf(` ${entry}, `).some((one) => entryMatches(one, host, port))).toBe(expected)
})

const given = {
  targets: targetsOf([pay]),
  proxyUrl: 'http://integ:x@127.0.0.1:1',
  doorPort: 2,
  preload: '/a b/"c\\d.cjs',
}

test('the user’s NODE_OPTIONS and NO_PROXY are kept, but for exceptions that would let calls of a platform out', () => {
  const env = { NODE_OPTIONS: '--enable-source-maps', NO_PROXY: 'intranet.example, .pay.example' }
  const variables = redirectVariables({ ...given, env })
  expect(variables['NODE_OPTIONS']).toBe('--enable-source-maps --require "/a b/\\"c\\\\d.cjs"')
  expect(variables['NO_PROXY']).toBe('intranet.example,localhost,127.0.0.1,::1')
  expect(variables['no_proxy']).toBe(variables['NO_PROXY'])
  expect(redirectVariables({ ...given, env: variables })['NODE_OPTIONS']).toBe(variables['NODE_OPTIONS'])
})

test('without a proxy that can be passed on, only Node programs are led', () => {
  const variables = redirectVariables({ ...given, proxyUrl: undefined, env: { ALL_PROXY: 'socks5://127.0.0.1:1080' } })
  expect(Object.keys(variables).toSorted()).toEqual(['INTEG_REDIRECT', 'NODE_OPTIONS'])
})
