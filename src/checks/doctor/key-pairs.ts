import { IntegError } from '../../errors/integ-error.ts'
import type { AuthScheme, Credential, KeyRing, SignatureScheme } from '../../sdk/auth.ts'
import type { Clock, HttpRequest } from '../../sdk/http.ts'
import { signMessage, verifyMessage } from '../../signing/message.ts'

export interface PairProof {
  readonly signer: 'partner' | 'platform'
  /** `unknown`: the credential holds only one half, as it does for a real platform. */
  readonly outcome: 'match' | 'mismatch' | 'unknown'
}

/** Each side signs what the other verifies, as far as the credential holds both halves. */
export function provePairs(scheme: AuthScheme, credential: Credential, clock: Clock): readonly PairProof[] {
  if (!scheme.keyRing) return []
  const partner = scheme.keyRing(credential, 'partner')
  const platform = scheme.keyRing(credential, 'platform')
  return [
    { signer: 'partner', outcome: prove(partner, platform, clock) },
    { signer: 'platform', outcome: prove(platform, partner, clock) },
  ]
}

function prove(signer: KeyRing, verifier: KeyRing, clock: Clock): PairProof['outcome'] {
  try {
    const { message } = signMessage(trialScheme, trialMessage, signer, { timestamp: 0, nonce: '' })
    const verdict = verifyMessage(trialScheme, message, verifier, clock)
    return verdict.ok ? 'match' : verdict.reason === 'mismatch' ? 'mismatch' : 'unknown'
  } catch (error) {
    if (error instanceof IntegError && error.category === 'bug') throw error
    return 'unknown'
  }
}

/** The keys are on trial, not a platform's text: any fixed text does. */
const trialScheme: SignatureScheme<HttpRequest> = {
  id: 'doctor-trial',
  signingInput: (_message, _stamp, keyId) => ({ text: 'integ doctor', parts: [['key', keyId]] }),
  attach: (message, { value, keyId }) => ({ ...message, headers: { value, 'key-id': keyId } }),
  extract: ({ headers }) => ({
    value: headers['value'] ?? '',
    keyId: headers['key-id'] ?? '',
    stamp: { timestamp: 0, nonce: '' },
  }),
}
const trialMessage: HttpRequest = {
  kind: 'request',
  method: 'POST',
  url: new URL('http://localhost/'),
  headers: {},
  body: new Uint8Array(),
}
