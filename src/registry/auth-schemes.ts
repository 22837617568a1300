import type { AuthScheme } from '../sdk/auth.ts'
import { createApiKey } from '../sdk/schemes/api-key.ts'
import { createBasic } from '../sdk/schemes/basic.ts'
import { createBearer } from '../sdk/schemes/bearer.ts'
import {
  type HmacHeaderSettings,
  createHmacHeader,
  createHmacSignature,
  hmacKeyRing,
} from '../sdk/schemes/hmac-header.ts'
import { createJsonWebhook, createUnsignedWebhook } from '../sdk/schemes/json-webhook.ts'
import { type SortedParamsSettings, createSortedParams } from '../sdk/schemes/sorted-params.ts'
import type { WebhookScheme } from '../sdk/webhook.ts'
import { isRecord } from '../spec/pointer.ts'
import type { SecurityScheme } from '../spec/security.ts'

/** The security schemes of a document that need no code, by name. Others (mutual TLS, unknown ones) are left out. */
export function authSchemesOf(schemes: Readonly<Record<string, SecurityScheme>>): Record<string, AuthScheme> {
  const entries = Object.entries(schemes).flatMap(([name, scheme]) => {
    const made = readyMade(name, scheme) ?? standard(name, scheme)
    return made ? [[name, made] as const] : []
  })
  return Object.fromEntries(entries)
}

function standard(name: string, scheme: SecurityScheme): AuthScheme | undefined {
  if (scheme.type === 'http' && scheme.scheme === 'basic') return createBasic(name)
  if (scheme.type === 'http' && scheme.scheme === 'bearer') return createBearer(name)
  if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect')
    return createBearer(
      name,
      { en: 'Access token', zh: '访问令牌' },
      { en: 'An access token that the platform has issued.', zh: '平台签发的访问令牌。' },
    )
  const { in: place, name: parameter } = scheme
  if (
    scheme.type === 'apiKey' &&
    parameter !== undefined &&
    (place === 'header' || place === 'query' || place === 'cookie')
  )
    return createApiKey(name, place, parameter)
  return undefined
}

/** `x-integ-scheme: hmac-header`, or `{ use: hmac-header, …settings }`. */
function readyMade(name: string, scheme: SecurityScheme): AuthScheme | undefined {
  const { use, settings } = settingsOf(scheme)
  if (use === 'hmac-header') return createHmacHeader(name, settings as Partial<HmacHeaderSettings>)
  return use === 'sorted-params' ? createSortedParams(name, settings as Partial<SortedParamsSettings>) : undefined
}

function settingsOf({ integ, name }: SecurityScheme): { use: unknown; settings: Record<string, unknown> } {
  if (!isRecord(integ)) return { use: integ, settings: name === undefined ? {} : { header: name } }
  const { use, ...settings } = integ
  return { use, settings: { ...(use === 'hmac-header' && name !== undefined && { header: name }), ...settings } }
}

/** A webhook scheme for each security scheme that signs by a header, and one without a signature for all other events. */
export function webhookSchemesOf(
  schemes: Readonly<Record<string, SecurityScheme>>,
  used: readonly string[],
): Record<string, WebhookScheme> {
  const entries = [...new Set(used)].map((id) => {
    const scheme = Object.hasOwn(schemes, id) ? schemes[id] : undefined
    const { use, settings } = scheme ? settingsOf(scheme) : { use: undefined, settings: {} }
    if (use !== 'hmac-header') return [id, createUnsignedWebhook(id)] as const
    const hmac = settings as Partial<HmacHeaderSettings>
    const signature = createHmacSignature(id, hmac)
    return [
      id,
      createJsonWebhook({ id, signature, keyRing: (credential) => hmacKeyRing(credential, hmac.digest) }),
    ] as const
  })
  return Object.fromEntries(entries)
}
