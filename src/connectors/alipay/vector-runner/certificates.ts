import { certificateSn, rootSn } from '../certificate-sn.ts'
import { type Bench, differs, firstProblem } from './bench.ts'
import type { AlipayVector } from './vector-file.ts'

/** Serial numbers as the platform counts them, of single certificates and of root bundles. */
export function checkSerialNumber({ sdk }: Bench, vector: AlipayVector): string | undefined {
  const pem = vector.pem ?? ''
  if (vector.is_root) return differs('sn', rootSn(sdk, pem), vector.sn)
  const key = sdk.certificateFacts.readCertificate(pem).publicKey.replace(/-----[^-]+-----|\s/g, '')
  return firstProblem(
    differs('sn', certificateSn(sdk, pem), vector.sn),
    differs('public key', key, vector.public_key_base64),
  )
}
