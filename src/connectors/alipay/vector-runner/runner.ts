import type { Sdk, VectorRunner, VectorVerdict } from '../../../sdk/index.ts'
import { type Bench, makeBench } from './bench.ts'
import { checkBroken } from './broken-requests.ts'
import { checkClientString } from './client-strings.ts'
import { checkNotification } from './notifications.ts'
import { checkRequest } from './requests.ts'
import { checkResponse } from './responses.ts'
import type { AlipayVector, AlipayVectorFile } from './vector-file.ts'

type Check = (bench: Bench, vector: AlipayVector) => string | undefined

const CHECKS: Readonly<Record<string, Check>> = {
  'v2-request': checkRequest,
  'v2-client-string': checkClientString,
  'v2-response': checkResponse,
  notification: checkNotification,
  'broken-request': checkBroken,
}

/** Golden vectors of the v2 gateway in public key mode; those of other facets are named and left out. */
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
  const facet = missingFacet(vector) ?? (check ? undefined : `kind ${vector.kind}`)
  if (!check || facet) return { id, outcome: 'unsupported', detail: facet ?? '' }
  try {
    const problem = check(bench, vector)
    return problem === undefined ? { id, outcome: 'pass' } : { id, outcome: 'fail', detail: problem }
  } catch (error) {
    return { id, outcome: 'fail', detail: error instanceof Error ? error.message : String(error) }
  }
}

/** What the connector does not do yet, named as a partner would. */
function missingFacet(vector: AlipayVector): string | undefined {
  if (vector.kind.startsWith('v3') || vector.http?.target?.startsWith('/v3/')) return 'v3 protocol'
  if (vector.kind === 'cert-sn' || vector.client?.mode === 'certificate') return 'certificate mode'
  if (vector.kind === 'aes' || vector.string_to_sign?.includes('&encrypt_type=')) return 'AES content encryption'
  const type = vector.http?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  return type?.startsWith('multipart/') ? 'file upload' : undefined
}
