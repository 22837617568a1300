import type { OperationHandler, Sdk } from '../../../sdk/index.ts'
import { partBytes } from '../multipart.ts'
import { success } from './answers.ts'
import { newMediaId } from './identifiers.ts'
import { fieldFault } from './read-order.ts'

/** An image with its hash in `meta`, the only part that is signed [OAPI, GO]. */
export const uploadImage =
  (sdk: Sdk, reply: 'media_id' | 'media_url'): OperationHandler =>
  (call) => {
    const type = call.request.headers['content-type'] ?? ''
    const meta = partBytes(call.request.body, type, 'meta')
    const file = partBytes(call.request.body, type, 'file')
    if (!meta || !file) return fieldFault(call, meta ? '/file' : '/meta', 'is missing', 'parts meta and file [OAPI]')
    const { sha256 } = parsed(meta)
    if (sha256 !== sdk.crypto.hash('sha256', file).toString('hex'))
      return fieldFault(call, '/meta/sha256', 'is not the hash of the file', 'meta.sha256 is the hash of file [OAPI]')
    const id = newMediaId(call)
    return success(
      { [reply]: reply === 'media_id' ? id : `https://qpic.example.com/image/${id}` },
      'image uploaded [OAPI]',
    )
  }

function parsed(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(Buffer.from(bytes).toString('utf8')) ?? {}) as Readonly<Record<string, unknown>>
  } catch {
    return {}
  }
}
