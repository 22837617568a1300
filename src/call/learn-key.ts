import { IntegError } from '../errors/integ-error.ts'
import type { Credential } from '../sdk/auth.ts'
import { judge } from './decode.ts'
import { signRequest } from './sign.ts'
import type { CallPorts, Exchange, Target } from './types.ts'

/**
 * The target with the platform key that the answer names, when the credential did not have it and the platform gives it
 * out: asked for once, trusted only as far as the connector can prove it, and saved in the profile. Otherwise the target
 * as it was, and the answer stays untrusted.
 */
export async function learnKey(
  { response }: Exchange,
  target: Target,
  ports: Pick<CallPorts, 'clock' | 'random' | 'http' | 'signal' | 'saveCredential'>,
): Promise<Target> {
  const { auth, connector, protocol, credential, baseUrl, profile } = target
  if (!auth?.keyDownload || !auth.response) return target
  const trust = judge(response, target, ports)
  if (trust.kind !== 'failed' || trust.verdict.ok || trust.verdict.reason !== 'unknown-key') return target
  const keyId = auth.response.extract(response)?.keyId
  const operation = connector.operation(auth.keyDownload.operation)
  if (keyId === undefined || !operation) return target
  const unsigned = protocol.request(operation, auth.keyDownload.input(keyId), baseUrl, credential)
  const { request } = signRequest(unsigned, target, ports)
  const download = await ports.http.send(request, ports.signal ? { signal: ports.signal } : {})
  const value = protocol.read(operation, download, credential)
  const learned = auth.keyDownload.learn({ response: download, value }, credential, ports.clock)
  if (!learned) return target
  const knowing = { ...target, credential: learned }
  if (judge(response, knowing, ports).kind !== 'verified') return target
  if (profile !== undefined) await save(profile, changedFields(credential, learned), ports)
  return knowing
}

function changedFields(before: Credential, after: Credential): Credential {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value))
}

/** A store that cannot be written costs the next call a download, not this one its answer. */
async function save(profile: string, changed: Credential, ports: Pick<CallPorts, 'saveCredential'>): Promise<void> {
  try {
    await ports.saveCredential?.(profile, changed)
  } catch (error) {
    if (!(error instanceof IntegError)) throw error
  }
}
