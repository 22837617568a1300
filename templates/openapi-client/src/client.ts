import createClient, { type Client } from 'openapi-fetch'
import { authenticate, type Env } from './auth.ts'
import type { paths } from './schema.ts'

export type Api = Client<paths>

/** Every path, parameter and answer of the document, with its type. */
export function createApi(env: Env): Api {
  const baseUrl = env['{{prefix}}_BASE_URL']
  if (!baseUrl) throw new Error('{{prefix}}_BASE_URL is not set. With the sandbox: {{run}} example.')
  const client = createClient<paths>({ baseUrl })
  client.use(authenticate(env))
  return client
}
