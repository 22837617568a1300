import type { AuthScheme, Credential } from '../auth.ts'
import { compare, createStatic, field, mintText, withHeader } from './static.ts'

/** HTTP Basic (RFC 7617), UTF-8. */
export function createBasic(id: string): AuthScheme {
  const encode = (credential: Credential) =>
    Buffer.from(`${credential['username'] ?? ''}:${credential['password'] ?? ''}`).toString('base64')
  return createStatic(
    id,
    [
      field('username', { en: 'User name', zh: '用户名' }, false),
      field('password', { en: 'Password', zh: '密码' }, true),
    ],
    {
      attach: (request, credential) => withHeader(request, 'authorization', `Basic ${encode(credential)}`),
      matches: (request, credential) =>
        compare(/^basic +(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1], encode(credential)),
    },
    (random) => ({ username: 'local', password: mintText(random, 'local_') }),
  )
}
