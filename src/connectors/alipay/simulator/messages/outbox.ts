import type { Json, SimulatedCall } from '../../../../sdk/index.ts'

export type SentMessage = { readonly kind: string; readonly to: string; readonly content: Json }

/** What users would have read; kept in the collection `messages` for whoever looks. The id is 32 digits (UNCONFIRMED shape). */
export function saveMessage(call: SimulatedCall, message: SentMessage): string {
  const id = [...call.random.bytes(32)].map((byte) => byte % 10).join('')
  call.state.put('messages', id, {
    ...message,
    app_id: call.credential['app_id'] ?? '',
    message_id: id,
    at: call.clock.now(),
  })
  return id
}
