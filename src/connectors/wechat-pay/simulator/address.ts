import type { EmitOptions } from '../../../sdk/index.ts'

/** Names that lead nowhere by agreement, as examples use them [RFC 2606]. */
const NOWHERE = /(^|\.)(example\.(com|net|org)|example|invalid|test)$/i

/** To the address that the call named, signed with the key that its caller works with. Of a made-up address only listeners hear. */
export function addressed({
  notify_url: url,
  key_id: keyId,
}: {
  readonly notify_url?: string
  readonly key_id: string
}): EmitOptions {
  const leads = url !== undefined && URL.canParse(url) && !NOWHERE.test(new URL(url).hostname)
  return { keyId, ...(leads ? { url } : {}) }
}
