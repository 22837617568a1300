import type { Credential } from '../sdk/auth.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { SimulatedAnswer } from '../sdk/simulator.ts'
import type { Routed } from './route.ts'

/** A request whose contents came encrypted, as its sender meant it. */
export interface Opened {
  readonly request: HttpRequest
  readonly credential: Credential
}

/** What the handlers read: the request with its contents opened, routed again; or the platform's answer when they cannot be opened. */
export function openContents(
  routed: Routed,
  request: HttpRequest,
  credential: Credential | undefined,
): { readonly routed: Routed; readonly opened?: Opened } | { readonly answer: SimulatedAnswer } {
  const { encryption } = routed.protocol
  if (!encryption || !credential) return { routed }
  const found = encryption.openRequest(request, credential)
  if (!('kind' in found)) return { answer: found }
  if (found === request) return { routed }
  const { params, body } = routed.protocol.route(found) ?? routed
  return { routed: { ...routed, params, body }, opened: { request: found, credential } }
}
