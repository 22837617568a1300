import type { Text } from '../../text/text.ts'
import type { AuthScheme } from '../auth.ts'
import { compare, createStatic, field, mintText, withHeader } from './static.ts'

/** `Authorization: Bearer …`: bearer tokens of any origin, access tokens of OAuth 2.0 included. */
export function createBearer(id: string, label: Text = { en: 'Token', zh: '令牌' }, help?: Text): AuthScheme {
  return createStatic(
    id,
    [field('token', label, true, help)],
    {
      attach: (request, credential) => withHeader(request, 'authorization', `Bearer ${credential['token'] ?? ''}`),
      matches: (request, credential) =>
        compare(/^bearer +(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1], credential['token'] ?? ''),
    },
    (random) => ({ token: mintText(random, 'local_') }),
  )
}
