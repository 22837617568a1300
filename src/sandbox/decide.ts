import type { Credential, SigningInput } from '../sdk/auth.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { Operation } from '../sdk/operation.ts'
import type { Refusal, SimulatedAnswer } from '../sdk/simulator.ts'
import { authenticate } from './authenticate.ts'
import type { Claim } from './partner.ts'
import { bodyProblem } from './body-problem.ts'
import { askedFaults } from './faults/asked.ts'
import { effectWords } from './faults/effect.ts'
import type { FaultOutcome } from './faults/strike-call.ts'
import { withFaults } from './faults/with-faults.ts'
import { openContents, type Opened } from './open-contents.ts'
import type { Platform } from './platform.ts'
import type { Proof } from './proof.ts'
import { problemAnswer, type ProblemFacts } from './problem-answer.ts'
import type { Routed } from './route.ts'
import { simulate, simulation, type Emission } from './simulate.ts'
import { validate } from './validate.ts'

/** What the connector words; the rest of a decision's outcomes goes out as it is, or not at all. */
export type Worded =
  { readonly answer: SimulatedAnswer } | { readonly refusal: Refusal; readonly problem?: ProblemFacts }

/** What the platform says to one request, before it is worded. */
export interface Decision {
  readonly outcome: Worded | FaultOutcome
  readonly verified: boolean | null
  /** For the log: why it was refused. */
  readonly reason?: string
  /** What the sandbox computed, when the signature did not match. */
  readonly signingInput?: SigningInput
  /** How the signature was judged, where there was one to judge. */
  readonly proof?: Proof
  readonly emissions: readonly Emission[]
  /** Its contents came encrypted and could be read: the answer's are encrypted too. */
  readonly opened?: Opened
  /** The faults that struck, as they are given. */
  readonly fault?: string
  /** The answer's signature is to fit nothing. */
  readonly breaksSignature?: boolean
}

/** admit → look up → authenticate → open → permit → validate → faults → simulate. The first that says no ends it. */
export async function decide(
  platform: Platform,
  request: HttpRequest,
  routed: Routed,
  claims: readonly Claim[],
): Promise<Decision> {
  const seen: Seen = {}
  const decision = await judge(platform, request, routed, claims, seen)
  return { ...decision, ...seen }
}

/** What is known of the request whatever comes of it. */
interface Seen {
  proof?: Proof
  opened?: Opened
}

async function judge(
  platform: Platform,
  request: HttpRequest,
  routed: Routed,
  claims: readonly Claim[],
  seen: Seen,
): Promise<Decision> {
  let verified: boolean | null = null
  try {
    const { operation } = routed
    const asked = askedFaults(platform.connector, request)
    if ('problem' in asked) return refuseFault(asked.problem, request)
    const admitted = platform.connector.simulator?.admit?.(request, operation, platform.wire)
    if (admitted) return { outcome: { answer: admitted }, verified, reason: 'not-admitted', emissions: [] }
    if (!operation) {
      return refuse({ kind: 'unknown-operation', name: routed.operationId ?? '' }, verified, 'unknown-operation')
    }
    const caller = authenticate(platform, request, claims)
    if (caller.proof) seen.proof = caller.proof
    if (!caller.ok) {
      const { refusal } = caller
      const reason = refusal.kind === 'unauthenticated' ? refusal.reason : refusal.kind
      const input = refusal.kind === 'unauthenticated' && refusal.reason === 'mismatch' ? refusal.input : undefined
      return { ...refuse(refusal, false, reason), ...(input ? { signingInput: input } : {}) }
    }
    verified = caller.verified
    const problem = bodyProblem(routed, request)
    if (problem) return refuseBody(problem, verified)
    const found = openContents(routed, request, caller.credential)
    if ('answer' in found) return { outcome: found, verified, reason: 'not-readable', emissions: [] }
    if (found.opened) seen.opened = found.opened
    const plain = found.opened?.request ?? request
    const permitted = permit(platform, plain, operation, caller.credential)
    if (permitted) return { outcome: { answer: permitted }, verified, reason: 'not-permitted', emissions: [] }
    const problems = validate(platform.connector, operation, found.routed, plain)
    if (problems.length > 0) {
      const listed = problems.slice(0, 3).map(({ place, at, message }) => `${place}${at}: ${message.en}`)
      return refuse({ kind: 'invalid', problems }, verified, listed.join('; '))
    }
    const emissions: Emission[] = []
    const struck = await withFaults(platform, operation.id, asked.call, () =>
      simulate(platform, { operation, routed: found.routed, request: plain }, caller.credential ?? {}, emissions),
    )
    const faults = asked.events.map(({ effect }) => effectWords(effect))
    return {
      ...struck,
      verified,
      emissions: faults.length === 0 ? emissions : emissions.map((emission) => ({ ...emission, faults })),
    }
  } catch (error) {
    return refuse({ kind: 'unavailable' }, verified, `the connector failed: ${messageOf(error)}`)
  }
}

function permit(
  platform: Platform,
  request: HttpRequest,
  operation: Operation,
  credential: Credential = {},
): SimulatedAnswer | undefined {
  return platform.connector.simulator?.permit?.(simulation(platform, credential, []), request, operation)
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A header that only the sandbox knows is answered by the sandbox itself. */
function refuseFault(problem: ProblemFacts, request: HttpRequest): Decision {
  const bare = problemAnswer(problem, request)
  return { outcome: { bare }, verified: null, reason: problem.code, emissions: [] }
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
