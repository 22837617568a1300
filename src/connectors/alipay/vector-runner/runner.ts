import type { Sdk, VectorRunner, VectorVerdict } from '../../../sdk/index.ts'
import { type Bench, makeBench } from './bench.ts'
import { checkBroken } from './broken-requests.ts'
import { checkSerialNumber } from './certificates.ts'
import { checkClientString } from './client-strings.ts'
import { checkAes } from './encryption.ts'
import { checkNotification } from './notifications.ts'
import { checkRequest } from './requests.ts'
import { checkResponse } from './responses.ts'
import { checkV3Error, checkV3Response } from './v3-answers.ts'
import type { AlipayVector, AlipayVectorFile } from './vector-file.ts'

type Check = (bench: Bench, vector: AlipayVector) => string | undefined

const CHECKS: Readonly<Record<string, Check>> = {
  'v2-request': checkRequest,
  'v2-client-string': checkClientString,
  'v2-response': checkResponse,
  'v3-request': checkRequest,
  'v3-response': checkV3Response,
  'v3-error': checkV3Error,
  notification: checkNotification,
  'broken-request': checkBroken,
  aes: checkAes,
  'cert-sn': checkSerialNumber,
}

/** Golden vectors of both protocols and both signing modes; a kind that is not known is named and left out. */
export const runAlipayVectors =
  (sdk: Sdk): VectorRunner =>
  (set, tools) => {
    const file = set as AlipayVectorFile
    const bench = makeBench(sdk, tools, file)
    return file.vectors.map((vector) => judge(bench, vector))
  }

function judge(bench: Bench, vector: AlipayVector): VectorVerdict {
  const { id } = vector
  const check = CHECKS[vector.kind]
  if (!check) return { id, outcome: 'unsupported', detail: `kind ${vector.kind}` }
  try {
    const problem = check(bench, vector)
    return problem === undefined ? { id, outcome: 'pass' } : { id, outcome: 'fail', detail: problem }
  } catch (error) {
    return { id, outcome: 'fail', detail: error instanceof Error ? error.message : String(error) }
  }
}
