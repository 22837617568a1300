import { signMessage } from '../signing/message.ts'
import { stampOf } from '../signing/stamp.ts'
import type { Built, CallPorts, Signed, Target } from './types.ts'

/** Adds what proves the caller: a signature over the exact bytes, or a static credential. */
export function sign(built: Built, target: Target, ports: Pick<CallPorts, 'clock' | 'random'>): Signed {
  const { auth, credential } = target
  if (!auth) return { request: built.request } as Signed
  if (auth.request && auth.keyRing) {
    const keys = auth.keyRing(credential, 'partner')
    const { message, input } = signMessage(auth.request, built.request, keys, stampOf(ports))
    return { request: message, input } as Signed
  }
  return { request: auth.static ? auth.static.attach(built.request, credential) : built.request } as Signed
}
