import type { OperationHandler, Simulation } from '../../../sdk/index.ts'
import { success } from './answers.ts'

/** The shape of ids is seen in examples only (UNCONFIRMED). */
const fresh = ({ random }: Pick<Simulation, 'random'>, bytes: number) =>
  Buffer.from(random.bytes(bytes)).toString('base64url')

/** alipay.offline.material.image.upload: an image of a shop. The file is not kept. */
export const uploadImage: OperationHandler = (call) => {
  const id = fresh(call, 24)
  const members = { image_id: id, image_url: `${call.request.url.origin}/images/${id}` }
  return success(members, 'the picture is not kept; the address leads nowhere [NODE test data]')
}

/** alipay.open.file.upload: a file for a later call. The file is not kept. */
export const uploadFile: OperationHandler = (call) =>
  success({ file_id: fresh(call, 24) }, 'the file is not kept [PHP3]')
