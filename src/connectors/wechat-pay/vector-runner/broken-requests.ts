import type { HttpRequest, Operation, Protocol, SimulatedAnswer } from '../../../sdk/index.ts'
import { wechatRest } from '../protocol.ts'
import { admit } from '../simulator/admission.ts'
import { refuse } from '../simulator/refusals.ts'
import { type Bench, clockOf, differs, firstProblem, recordedRequest } from './bench.ts'
import type { WechatPayVector } from './vector-file.ts'

/** A broken request goes through the same doors as in the sandbox and gets the platform's words. */
export function checkBroken(bench: Bench, vector: WechatPayVector): string | undefined {
  if (!vector.http || !vector.expected_reply) return 'no http or no expected_reply'
  const request = recordedRequest(vector.http)
  const answer = played(bench, vector, request)
  if (!answer) return 'the request was accepted'
  const wanted = vector.expected_reply
  const { code, message } = answer.body as Readonly<Record<string, string>>
  const response = wechatRest(bench.sdk)(PLAIN).answer(OPERATION, answer, request)
  return firstProblem(
    differs('HTTP status', response.status, wanted.http),
    differs('code', code, wanted.body.code),
    differs('message', message, wanted.body.message),
    differs('signed', answer.signed !== false, wanted.wechatpay_headers ?? false),
    wanted.request_id_header === undefined
      ? undefined
      : differs('Request-ID', 'request-id' in response.headers, wanted.request_id_header),
  )
}

function played(bench: Bench, vector: WechatPayVector, request: HttpRequest): SimulatedAnswer | undefined {
  const early = admit(request, OPERATION, clockOf(vector))
  if (early) return early
  const id = bench.auth.partnerId?.(request)
  if (id !== bench.credential['mchid']) return refuse({ kind: 'unknown-partner', id }, request, OPERATION)
  const keys = bench.auth.keyRing!(bench.credential, 'platform')
  const verdict = bench.tools.verify(bench.auth.request!, request, keys, clockOf(vector))
  return verdict.ok ? undefined : refuse({ kind: 'unauthenticated', reason: verdict.reason }, request, OPERATION)
}

const OPERATION: Operation = {
  id: 'wechat-pay.transactions.query',
  method: 'GET',
  path: '',
  summary: '',
  tags: [],
  auth: [],
  parameters: [],
  responses: {},
  emits: [],
  writes: false,
  extensions: {},
}

const PLAIN: Protocol = {
  id: 'rest',
  request: (_operation, _input, url) => ({ kind: 'request', method: 'GET', url, headers: {}, body: new Uint8Array() }),
  route: () => undefined,
  answer: (_operation, { status, body, headers = {} }) => ({
    kind: 'response',
    status,
    headers,
    body: Buffer.from(JSON.stringify(body)),
  }),
  read: () => null,
}
