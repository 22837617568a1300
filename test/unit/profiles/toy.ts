import type { AuthScheme } from '../../../src/sdk/auth.ts'
import { generateRsaPair } from '../../../src/sdk/crypto.ts'

const label = (name: string) => ({ en: name, zh: name })

export const toyScheme: AuthScheme = {
  id: 'toy',
  fields: [
    { name: 'app_id', label: label('App'), secret: false, exportAs: { env: 'TOY_APP_ID' } },
    {
      name: 'private_key',
      label: label('Private key'),
      secret: true,
      format: 'pem',
      exportAs: { env: 'TOY_PRIVATE_KEY', file: 'app-private-key.pem', envFile: 'TOY_PRIVATE_KEY_FILE' },
    },
    { name: 'note', label: label('Note'), secret: false, optional: true },
    { name: 'platform_key', label: label('Platform key'), secret: true, format: 'pem', optional: true },
  ],
  mint: (random) => ({
    app_id: Buffer.from(random.bytes(4)).toString('hex'),
    private_key: generateRsaPair().privateKey,
    platform_key: generateRsaPair().privateKey,
  }),
}

export const toy = { id: 'toy-pay', auth: { toy: toyScheme } }

export const bearer = {
  id: 'acme',
  auth: {
    token: {
      id: 'token',
      fields: [{ name: 'token', label: label('Token'), secret: true }],
      mint: () => ({ token: 'local-token-123456' }),
    } satisfies AuthScheme,
  },
}
