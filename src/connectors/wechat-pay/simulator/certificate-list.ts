import type { OperationHandler, Sdk } from '../../../sdk/index.ts'
import { seal } from '../aead.ts'
import { formatTime } from '../beijing-time.ts'
import { certificatesOf } from '../certificates.ts'
import { MESSAGES } from '../messages.ts'
import { failure, success } from './answers.ts'
import { letters } from './identifiers.ts'

/** One certificate normally, two during renewal, each encrypted with the APIv3 key [DOC 4012551764]. */
export const listCertificates =
  (sdk: Sdk): OperationHandler =>
  (call) => {
    const valid = certificatesOf(sdk, call.credential).filter(({ notAfter }) => notAfter > call.clock.now())
    if (valid.length === 0)
      return failure(call.request, 'RESOURCE_NOT_EXISTS', 'a merchant with the public key only [DOC 4012076511]', {
        text: MESSAGES['RESOURCE_NOT_EXISTS#certificates'],
      })
    const data = valid.map(({ serial, pem, notBefore, notAfter }) => ({
      effective_time: formatTime(notBefore),
      encrypt_certificate: seal(sdk, call.credential['apiv3_key'] ?? '', pem, letters(call.random, 12), 'certificate'),
      expire_time: formatTime(notAfter),
      serial_no: serial,
    }))
    return success({ data }, 'platform certificates [DOC 4012551764]')
  }
