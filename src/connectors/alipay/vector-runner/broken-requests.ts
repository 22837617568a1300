import type { HttpRequest, Operation, SimulatedAnswer } from '../../../sdk/index.ts'
import { simulator } from '../simulator/simulator.ts'
import { v2Protocol } from '../v2/protocol.ts'
import { v3Answer } from '../v3/answer.ts'
import { isV3 } from '../v3/auth-string.ts'
import { APP_ID, type Bench, differs, firstProblem, recordedRequest } from './bench.ts'
import type { AlipayVector } from './vector-file.ts'

/** A request that was broken after signing goes through the same doors as in the sandbox and gets the platform's words. */
export function checkBroken(bench: Bench, vector: AlipayVector): string | undefined {
  if (!vector.http || !vector.expected_reply) return 'no http or no expected_reply'
  const request = recordedRequest(bench, vector.http)
  const protocol = v2Protocol(bench.sdk)
  const operation = namedOperation(protocol.route(request)?.operationId)
  const answer = played(bench, vector, request, operation)
  if (!answer) return 'the request was accepted'
  const wanted = vector.expected_reply
  if (isV3(request)) return checkV3(bench, answer, request, wanted)
  const { code, msg, sub_code: subCode } = answer.body as Readonly<Record<string, string>>
  return firstProblem(
    differs('HTTP status', protocol.answer(operation, answer, request).status, wanted.http),
    differs('code', code, wanted.code),
    wanted.msg === undefined ? undefined : differs('msg', msg, wanted.msg),
    wanted.sub_code === undefined ? undefined : differs('sub_code', subCode, wanted.sub_code),
    wanted.signed === undefined ? undefined : differs('signed', answer.signed !== false, wanted.signed),
  )
}

function checkV3(
  bench: Bench,
  answer: SimulatedAnswer,
  request: HttpRequest,
  wanted: NonNullable<AlipayVector['expected_reply']>,
): string | undefined {
  const response = v3Answer(bench.sdk, answer, request)
  const { code, message } = JSON.parse(Buffer.from(response.body).toString('utf8')) as Readonly<Record<string, string>>
  return firstProblem(
    differs('HTTP status', response.status, wanted.http),
    differs('code', code, wanted.code),
    differs('message', message, wanted.message),
    differs('signed', !bench.v3.unsignedAnswer?.(response), wanted.signed),
  )
}

function played(
  bench: Bench,
  vector: AlipayVector,
  request: HttpRequest,
  operation: Operation | undefined,
): SimulatedAnswer | undefined {
  const platform = simulator(bench.sdk)
  const early = platform.admit?.(request, operation, { now: () => vector.clock_ms ?? 0 })
  if (early) return early
  const id = bench.auth.partnerId?.(request)
  if (id !== APP_ID) return platform.refuse?.({ kind: 'unknown-partner', id }, request, operation)
  const keys = bench.auth.keyRing!(bench.credential, 'platform')
  const verdict = bench.tools.verify(bench.auth.request!, request, keys, { now: () => vector.clock_ms ?? 0 })
  if (verdict.ok) return undefined
  const { reason, input } = verdict
  return platform.refuse?.({ kind: 'unauthenticated', reason, ...(input && { input }) }, request, operation)
}

function namedOperation(id: string | undefined): Operation | undefined {
  if (id === undefined) return undefined
  const bare = { method: 'POST', path: '', summary: '', tags: [], auth: [], parameters: [], responses: {}, emits: [] }
  return { ...bare, id, writes: false, extensions: {} }
}
