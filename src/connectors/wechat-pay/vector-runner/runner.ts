import type { Sdk, VectorRunner, VectorVerdict } from '../../../sdk/index.ts'
import { checkResponse } from './answers.ts'
import { type Bench, makeBench } from './bench.ts'
import { checkBroken } from './broken-requests.ts'
import { checkNotification } from './notifications.ts'
import { checkRequest } from './requests.ts'
import { checkAead, checkCertificates, checkSensitive, checkSerial } from './secrets.ts'
import type { WechatPayVector, WechatPayVectorFile } from './vector-file.ts'

type Check = (bench: Bench, vector: WechatPayVector) => string | undefined

const CHECKS: Readonly<Record<string, Check>> = {
  request: checkRequest,
  response: checkResponse,
  notification: checkNotification,
  'aead-aes-256-gcm': checkAead,
  'sensitive-field': checkSensitive,
  certificates: checkCertificates,
  'serial-number': checkSerial,
  'broken-request': checkBroken,
}

/** Golden vectors of APIv3. */
export const runWechatPayVectors =
  (sdk: Sdk): VectorRunner =>
  (set, tools) => {
    const file = set as WechatPayVectorFile
    const bench = makeBench(sdk, tools, file)
    return file.vectors.map((vector) => judge(bench, vector))
  }

function judge(bench: Bench, vector: WechatPayVector): VectorVerdict {
  const { id, kind } = vector
  const check = CHECKS[kind]
  if (!check) return { id, outcome: 'unsupported', detail: `kind ${kind}` }
  try {
    const problem = check(bench, vector)
    return problem === undefined ? { id, outcome: 'pass' } : { id, outcome: 'fail', detail: problem }
  } catch (error) {
    return { id, outcome: 'fail', detail: error instanceof Error ? error.message : String(error) }
  }
}
