import { describe, it } from 'vitest'
import type { AuthScheme } from '../../../src/sdk/auth.ts'
import { OPERATIONS, toyConnector } from './toy-connector.ts'
import { http, jsonOf, request, startToy } from './toy-sandbox.ts'

const tokenAuth: AuthScheme = {
  id: 'oauth',
  fields: [],
  token: {
    grant: ({ app = '', secret = '' }, baseUrl) =>
      request(
        'POST',
        `${baseUrl.origin}/oauth/token`,
        `grant_type=client_credentials&client_id=${app}&client_secret=${secret}`,
      ),
    read: () => ({ token: '', expiresInSeconds: 0 }),
    attach: (message) => message,
    extract: ({ headers }) => headers['authorization']?.replace(/^Bearer /, ''),
  },
  mint: () => ({}),
}

async function start() {
  const ping = { ...OPERATIONS.find(({ id }) => id === 'ping'), auth: ['oauth'] } as (typeof OPERATIONS)[number]
  const connector = { ...toyConnector(), auth: { oauth: tokenAuth }, operation: () => ping }
  return startToy({ connectors: [connector] })
}

describe('a platform with access tokens', () => {
  it('grants one to a local credential, accepts it, and no longer when it is too old', async ({ expect }) => {
    const toy = await start()
    const form = 'client_secret=partner-secret&client_id=app-1&grant_type=client_credentials'
    const granted = jsonOf(await http.send(request('POST', `${toy.url}/oauth/token`, form)))
    expect(granted).toMatchObject({ token_type: 'Bearer', expires_in: 7200 })
    const ping = (token: string) =>
      http.send(request('GET', `${toy.url}/ping`, undefined, { authorization: `Bearer ${token}` }))
    expect((await ping(String(granted['access_token']))).status).toBe(204)
    expect(jsonOf(await ping('invented'))).toMatchObject({ reason: 'mismatch' })
    toy.time.pass(7_200_000)
    expect(jsonOf(await ping(String(granted['access_token'])))).toMatchObject({ reason: 'expired' })
  })

  it('grants none to a wrong secret', async ({ expect }) => {
    const toy = await start()
    const form = 'grant_type=client_credentials&client_id=app-1&client_secret=wrong'
    expect((await http.send(request('POST', `${toy.url}/oauth/token`, form))).status).toBe(401)
  })
})
