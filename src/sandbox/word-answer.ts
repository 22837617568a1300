import type { HttpRequest, HttpResponse } from '../sdk/http.ts'
import type { Refusal, SimulatedAnswer } from '../sdk/simulator.ts'
import { brokenRing } from '../signing/broken.ts'
import { signMessageLater } from '../signing/message.ts'
import { challenges, wayIn } from './challenge.ts'
import type { Decision, Worded } from './decide.ts'
import type { Claim } from './partner.ts'
import type { Platform } from './platform.ts'
import { problemAnswer, refusalProblem, type ProblemFacts } from './problem-answer.ts'
import type { Routed } from './route.ts'
import { answerStamp } from './stamp.ts'

/** A decision in the platform's own shape, signed with the platform's keys where the platform signs. */
export async function wordAnswer(
  platform: Platform,
  request: HttpRequest,
  routed: Routed,
  claims: readonly Claim[],
  { breaksSignature, opened }: Pick<Decision, 'breaksSignature' | 'opened'>,
  outcome: Worded,
): Promise<{ readonly response: HttpResponse; readonly rule?: string; readonly readable?: HttpResponse }> {
  const answer = answerOf(platform, opened?.request ?? request, routed, outcome)
  if (!answer) {
    const refusal: Refusal = 'refusal' in outcome ? outcome.refusal : { kind: 'unavailable' }
    const problem = 'refusal' in outcome ? outcome.problem : undefined
    return { response: problemAnswer(problem ?? refused(platform, refusal, claims), request) }
  }
  const plain = routed.protocol.answer(routed.operation, answer, request)
  const unsigned = (opened && routed.protocol.encryption?.sealAnswer(plain, opened.credential)) ?? plain
  const response = answer.signed === false ? unsigned : await sign(platform, request, unsigned, claims, breaksSignature)
  const readable = unsigned === plain ? {} : { readable: plain }
  return { response, ...readable, ...(answer.rule === undefined ? {} : { rule: answer.rule }) }
}

/** A 401 also says how to get past it. */
function refused(platform: Platform, refusal: Refusal, claims: readonly Claim[]): ProblemFacts {
  const facts = refusalProblem(refusal)
  if (facts.status !== 401) return facts
  const { id } = platform.connector
  const way = wayIn(id)
  const detail = facts.detail ? { en: `${facts.detail.en} ${way.en}`, zh: `${facts.detail.zh}${way.zh}` } : way
  return { ...facts, detail, headers: challenges(id, claims) }
}

/** Undefined: the connector does not word this refusal. */
function answerOf(
  platform: Platform,
  request: HttpRequest,
  routed: Routed,
  outcome: Worded,
): SimulatedAnswer | undefined {
  if ('answer' in outcome) return outcome.answer
  return platform.connector.simulator?.refuse?.(outcome.refusal, request, routed.operation)
}

async function sign(
  platform: Platform,
  request: HttpRequest,
  response: HttpResponse,
  claims: readonly Claim[],
  breaks: boolean | undefined,
): Promise<HttpResponse> {
  const claim = claims.find(({ scheme, candidates }) => scheme.response && scheme.keyRing && candidates.length > 0)
  const credential = claim?.candidates[0]
  if (!claim?.scheme.response || !claim.scheme.keyRing || !credential) return response
  if (claim.scheme.unsignedAnswer?.(response)) return response
  const stamp = answerStamp(platform, claim.scheme.response)
  const ring = claim.scheme.keyRing(credential, 'platform')
  const keys = breaks === true ? brokenRing(ring, claim.scheme.response.probe) : ring
  const keyId = claim.scheme.answerKeyId?.(request)
  return (await signMessageLater(claim.scheme.response, response, keys, stamp, keyId)).message
}
