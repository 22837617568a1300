import type { HttpRequest, HttpResponse } from '../sdk/http.ts'
import type { Refusal, SimulatedAnswer } from '../sdk/simulator.ts'
import { signMessage } from '../signing/message.ts'
import { challenges, wayIn } from './challenge.ts'
import type { Decision } from './decide.ts'
import type { Claim } from './partner.ts'
import type { Platform } from './platform.ts'
import { problemAnswer, refusalProblem, type ProblemFacts } from './problem-answer.ts'
import type { Routed } from './route.ts'

/** A decision in the platform's own shape, signed with the platform's keys where the platform signs. */
export function wordAnswer(
  platform: Platform,
  request: HttpRequest,
  routed: Routed,
  claims: readonly Claim[],
  decision: Decision,
): { readonly response: HttpResponse; readonly rule?: string } {
  const answer = answerOf(platform, request, routed, decision)
  if (!answer) {
    const { outcome } = decision
    const refusal: Refusal = 'refusal' in outcome ? outcome.refusal : { kind: 'unavailable' }
    const problem = 'refusal' in outcome ? outcome.problem : undefined
    return { response: problemAnswer(problem ?? refused(platform, refusal, claims), request) }
  }
  const unsigned = routed.protocol.answer(routed.operation, answer, request)
  const response = answer.signed === false ? unsigned : sign(platform, request, unsigned, claims)
  return { response, ...(answer.rule === undefined ? {} : { rule: answer.rule }) }
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
  { outcome }: Decision,
): SimulatedAnswer | undefined {
  if ('answer' in outcome) return outcome.answer
  return platform.connector.simulator?.refuse?.(outcome.refusal, request, routed.operation)
}

function sign(
  platform: Platform,
  request: HttpRequest,
  response: HttpResponse,
  claims: readonly Claim[],
): HttpResponse {
  const claim = claims.find(({ scheme, candidates }) => scheme.response && scheme.keyRing && candidates.length > 0)
  const credential = claim?.candidates[0]
  if (!claim?.scheme.response || !claim.scheme.keyRing || !credential) return response
  if (claim.scheme.unsignedAnswer?.(response)) return response
  const stamp = newStamp(platform)
  const keys = claim.scheme.keyRing(credential, 'platform')
  return signMessage(claim.scheme.response, response, keys, stamp, claim.scheme.answerKeyId?.(request)).message
}

export function newStamp({ clock, random }: Pick<Platform, 'clock' | 'random'>): { timestamp: number; nonce: string } {
  return { timestamp: Math.floor(clock.now() / 1000), nonce: Buffer.from(random.bytes(16)).toString('hex') }
}
