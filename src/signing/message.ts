import type { Clock, HttpMessage } from '../sdk/http.ts'
import type { KeyRing, SignatureScheme, SigningInput, Stamp, Verdict } from '../sdk/auth.ts'

export interface SignedMessage<M extends HttpMessage> {
  readonly message: M
  readonly input: SigningInput
}

/** Signing and verifying happens in this file only. Client, sandbox and deliveries all come here. */
export function signMessage<M extends HttpMessage>(
  scheme: SignatureScheme<M>,
  message: M,
  keys: KeyRing,
  stamp: Stamp,
  keyId?: string,
): SignedMessage<M> {
  const signer = keys.signer(keyId)
  const input = scheme.signingInput(message, stamp, signer.keyId)
  return { message: scheme.attach(message, { value: signer.sign(input), keyId: signer.keyId, stamp }), input }
}

/** `signMessage` for servers, who have other requests to answer meanwhile. The same message comes out. */
export async function signMessageLater<M extends HttpMessage>(
  scheme: SignatureScheme<M>,
  message: M,
  keys: KeyRing,
  stamp: Stamp,
  keyId?: string,
): Promise<SignedMessage<M>> {
  const signer = keys.signer(keyId)
  if (!signer.signLater) return signMessage(scheme, message, keys, stamp, keyId)
  const input = scheme.signingInput(message, stamp, signer.keyId)
  const value = await signer.signLater(input)
  return { message: scheme.attach(message, { value, keyId: signer.keyId, stamp }), input }
}

/** Recomputes the signing input from the message itself and checks the signature it carries. */
export function verifyMessage<M extends HttpMessage>(
  scheme: SignatureScheme<M>,
  message: M,
  keys: KeyRing,
  clock: Clock,
): Verdict {
  const signature = scheme.extract(message)
  if (!signature) return { ok: false, reason: 'missing' }
  const input = scheme.signingInput(message, signature.stamp, signature.keyId)
  const verifier = keys.verifier(signature.keyId)
  if (!verifier) return { ok: false, reason: 'unknown-key', input }
  const texts = [input.text, ...(input.alternatives ?? [])]
  const accepted = texts.find((text) => verifier.verify(text, signature.value))
  if (accepted === undefined) return { ok: false, reason: 'mismatch', input }
  if (isStale(scheme.toleranceSeconds, signature.stamp, clock)) return { ok: false, reason: 'expired', input }
  return { ok: true, keyId: signature.keyId, input: accepted === input.text ? input : { ...input, text: accepted } }
}

function isStale(tolerance: number | undefined, stamp: Stamp, clock: Clock): boolean {
  return tolerance !== undefined && Math.abs(clock.now() / 1000 - stamp.timestamp) > tolerance
}
