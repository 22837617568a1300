import type { SigningInput } from '../sdk/auth.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { Refusal, SimulatedAnswer } from '../sdk/simulator.ts'
import { authenticate } from './authenticate.ts'
import type { Claim } from './partner.ts'
import { bodyProblem } from './body-problem.ts'
import type { Platform } from './platform.ts'
import type { ProblemFacts } from './problem-answer.ts'
import type { Routed } from './route.ts'
import { simulate, type Emission } from './simulate.ts'
import { validate } from './validate.ts'

/** What the platform says to one request, before it is worded. */
export interface Decision {
  readonly outcome:
    { readonly answer: SimulatedAnswer } | { readonly refusal: Refusal; readonly problem?: ProblemFacts }
  readonly verified: boolean | null
  /** For the log: why it was refused. */
  readonly reason?: string
  /** What the sandbox computed, when the signature did not match. */
  readonly signingInput?: SigningInput
  readonly emissions: readonly Emission[]
}

/** admit → look up → authenticate → validate → simulate. The first that says no ends it. */
export async function decide(
  platform: Platform,
  request: HttpRequest,
  routed: Routed,
  claims: readonly Claim[],
): Promise<Decision> {
  let verified: boolean | null = null
  try {
    const { operation } = routed
    const admitted = platform.connector.simulator?.admit?.(request, operation)
    if (admitted) return { outcome: { answer: admitted }, verified, reason: 'not-admitted', emissions: [] }
    if (!operation) {
      return refuse({ kind: 'unknown-operation', name: routed.operationId ?? '' }, verified, 'unknown-operation')
    }
    const caller = authenticate(platform, request, claims)
    if (!caller.ok) {
      const { refusal } = caller
      const reason = refusal.kind === 'unauthenticated' ? refusal.reason : refusal.kind
      const input = refusal.kind === 'unauthenticated' && refusal.reason === 'mismatch' ? refusal.input : undefined
      return { ...refuse(refusal, false, reason), ...(input ? { signingInput: input } : {}) }
    }
    verified = caller.verified
    const problem = bodyProblem(routed, request)
    if (problem) return refuseBody(problem, verified)
    const problems = validate(platform.connector, operation, routed, request)
    if (problems.length > 0) {
      const listed = problems.slice(0, 3).map(({ place, at, message }) => `${place}${at}: ${message.en}`)
      return refuse({ kind: 'invalid', problems }, verified, listed.join('; '))
    }
    const emissions: Emission[] = []
    const answer = await simulate(platform, { operation, routed, request }, caller.credential ?? {}, emissions)
    return { outcome: { answer }, verified, emissions }
  } catch (error) {
    return refuse({ kind: 'unavailable' }, verified, `the connector failed: ${messageOf(error)}`)
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A connector that words refusals words this one as an invalid body. */
function refuseBody(problem: ProblemFacts, verified: boolean | null): Decision {
  const message = problem.detail ?? problem.title
  const refusal: Refusal = { kind: 'invalid', problems: [{ place: 'body', at: '', message }] }
  return { outcome: { refusal, problem }, verified, reason: message.en, emissions: [] }
}

function refuse(refusal: Refusal, verified: boolean | null, reason: string): Decision {
  return { outcome: { refusal }, verified, reason, emissions: [] }
}
