import { decodeV3Error } from '../v3/decode-error.ts'
import { type Bench, differs, firstProblem, recordedResponse } from './bench.ts'
import type { AlipayVector } from './vector-file.ts'

/** By the code of the SDK's complaint: the reason for which the same answer is refused here. */
const REASONS: Readonly<Record<string, string>> = {
  'response-signature-verify-error': 'mismatch',
  'response-alipay-sn-verify-error': 'unknown-key',
  ERR_INVALID_ARG_TYPE: 'missing',
}

/** Answers that the SDK refuses are refused here, each for its own reason; and not excused as unsigned. */
export function checkV3Response(bench: Bench, vector: AlipayVector): string | undefined {
  if (!vector.response) return 'no response'
  const response = recordedResponse(vector.response)
  const keys = bench.v3.keyRing!(bench.credential, 'partner')
  const verdict = bench.tools.verify(bench.v3.response!, response, keys, { now: () => 0 })
  return firstProblem(
    differs('accepted', verdict.ok, vector.sdk_verdict?.accepted),
    differs('reason', verdict.ok ? undefined : verdict.reason, REASONS[vector.sdk_verdict?.error?.code ?? '']),
    vector.sdk_checked_content && !verdict.ok && verdict.input
      ? differs('string', verdict.input.text, vector.sdk_checked_content)
      : undefined,
    differs('excused', bench.v3.unsignedAnswer?.(response), false),
  )
}

/** A failure gives the platform's code and words, and may come without a signature. */
export function checkV3Error(bench: Bench, vector: AlipayVector): string | undefined {
  if (!vector.response) return 'no response'
  const response = recordedResponse(vector.response)
  const told = vector.sdk_verdict?.error
  const error = decodeV3Error(response, undefined)
  return firstProblem(
    differs('code', error?.code, told?.code),
    // The SDK puts the trace id behind the words.
    differs('message', `${error?.message} (traceId: ${error?.requestId})`, told?.message),
    differs('excused', bench.v3.unsignedAnswer?.(response), true),
  )
}
