import { deliver, type Attempt } from '../../delivery/deliver.ts'
import { recordedBytes } from '../../delivery/records.ts'
import { mintCredential } from '../../profiles/local.ts'
import type { Stamp } from '../../sdk/auth.ts'
import type { HttpRequest, Json } from '../../sdk/http.ts'
import type { PlatformEvent } from '../../sdk/webhook.ts'
import { signMessage } from '../../signing/message.ts'
import { tamperings, type Change } from './tamper.ts'
import type { Scene, Stage } from './types.ts'

/** The same event as a fresh notification, so that a receiver cannot know it by its number. */
function freshEvent(stage: Stage, scene: Scene): PlatformEvent {
  const { type, payload } = scene.event
  return { type, payload, id: `evt_${Buffer.from(stage.random.bytes(10)).toString('hex')}` }
}

function freshStamp(stage: Stage): Stamp {
  return { timestamp: Math.floor(stage.clock.now() / 1000), nonce: Buffer.from(stage.random.bytes(8)).toString('hex') }
}

/** Everything but the signature. */
export function unsignedNotification(stage: Stage, scene: Scene): HttpRequest {
  return scene.scheme.wrap(freshEvent(stage, scene), scene.url, stage.credential, freshStamp(stage))
}

/** Signed with the keys of a platform that the integration does not know. */
export async function foreignNotification(stage: Stage, scene: Scene): Promise<HttpRequest> {
  const { scheme, url } = scene
  const stamp = freshStamp(stage)
  const foreign = await mintCredential(stage.connector, stage)
  const unsigned = scheme.wrap(freshEvent(stage, scene), url, stage.credential, stamp)
  return signMessage(scheme.signature, unsigned, scheme.keyRing(foreign, 'platform'), stamp).message
}

/** Another payload, signed by the platform as it should be. */
export function genuineNotification(stage: Stage, scene: Scene, payload: Json): HttpRequest {
  const { scheme, url, event } = scene
  const stamp = freshStamp(stage)
  const unsigned = scheme.wrap({ ...freshEvent(stage, scene), payload }, url, stage.credential, stamp)
  const keys = scheme.keyRing(stage.credential, 'platform')
  return signMessage(scheme.signature, unsigned, keys, stamp, event.keyId).message
}

/** Signed as they should be, then changed under their signature. Empty when the event holds nothing to change. */
export function tamperedNotifications(stage: Stage, scene: Scene): readonly TamperedNotification[] {
  return tamperings(scene.event.payload).flatMap((change) => {
    const request = tampered(stage, scene, change)
    return request ? [{ request, change }] : []
  })
}

export interface TamperedNotification {
  readonly request: HttpRequest
  readonly change: Change
}

function tampered(stage: Stage, scene: Scene, change: Change): HttpRequest | undefined {
  const { scheme, url } = scene
  const stamp = freshStamp(stage)
  const event = freshEvent(stage, scene)
  const original = scheme.wrap(event, url, stage.credential, stamp)
  const keys = scheme.keyRing(stage.credential, 'platform')
  const signed = signMessage(scheme.signature, original, keys, stamp, scene.event.keyId).message
  const signature = scheme.signature.extract(signed)
  if (!signature) return undefined
  const changed = scheme.wrap({ ...event, payload: change.payload }, url, stage.credential, stamp)
  return scheme.signature.attach(changed, signature)
}

/** The bytes of the delivery once more. */
export function sameNotification(scene: Scene): HttpRequest {
  const { method, headers } = scene.delivery.request
  return { kind: 'request', method, url: scene.url, headers, body: recordedBytes(scene.delivery.request) }
}

export function hand(stage: Stage, scene: Scene, request: HttpRequest): Promise<Attempt> {
  return deliver(request, stage, {
    timeoutMs: scene.scheme.timeoutSeconds * 1000,
    acknowledged: (response) => scene.scheme.acknowledged(response),
    signal: stage.signal,
  })
}
