import { signMessage } from '../signing/message.ts'
import { stampOf } from '../signing/stamp.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { Built, CallPorts, Signed, Target } from './types.ts'

/** Adds what proves the caller: a signature over the exact bytes, or a static credential. */
export function sign(built: Built, target: Target, ports: Pick<CallPorts, 'clock' | 'random'>): Signed {
  return signRequest(built.request, target, ports)
}

/** The same for a request that no user asked for. */
export function signRequest(
  request: HttpRequest,
  target: Pick<Target, 'auth' | 'credential'>,
  ports: Pick<CallPorts, 'clock' | 'random'>,
): Signed {
  const { auth, credential } = target
  if (!auth) return { request } as Signed
  if (auth.request && auth.keyRing) {
    const keys = auth.keyRing(credential, 'partner')
    const { message, input } = signMessage(auth.request, request, keys, stampOf(ports), auth.requestKeyId?.(request))
    return { request: message, input } as Signed
  }
  return { request: auth.static ? auth.static.attach(request, credential) : request } as Signed
}
