import type { Text } from '../text/text.ts'
import type { Credential, SigningInput, Verdict } from './auth.ts'
import type { Clock, Headers, HttpRequest, Json, JsonObject, Random } from './http.ts'
import type { Operation, Problem } from './operation.ts'

export interface StateStore {
  readonly get: (collection: string, id: string) => Json | undefined
  readonly put: (collection: string, id: string, value: Json) => void
  readonly remove: (collection: string, id: string) => void
  /** In order of first `put`. */
  readonly list: (collection: string) => readonly Json[]
}

export interface EmitOptions {
  readonly afterMs?: number
  /** The address that the call named (notify_url). Listeners of the sandbox get the event too. */
  readonly url?: string
  /** Seconds before each further attempt, where this event's schedule differs from the scheme's. */
  readonly retries?: readonly number[]
  /** Which of the platform's keys signs the event, where the call chose one. */
  readonly keyId?: string
}

/** What handlers and actions may touch. Nothing else: no clock, randomness or I/O of their own. */
export interface Simulation {
  readonly state: StateStore
  readonly clock: Clock
  readonly random: Random
  readonly credential: Credential
  readonly emit: (type: string, payload: Json, options?: EmitOptions) => void
}

export interface SimulatedCall extends Simulation {
  readonly operation: Operation
  readonly params: Readonly<Record<string, Json>>
  readonly body: Json
  readonly request: HttpRequest
}

export interface SimulatedAnswer {
  readonly status: number
  readonly headers?: Headers
  /** `text` wins over `body`; it is sent as it is. */
  readonly body?: Json
  readonly text?: string
  /** Exact bytes, for what is no text; wins over both. */
  readonly bytes?: Uint8Array
  /** False where the platform leaves its answer unsigned. */
  readonly signed?: boolean
  /** Which rule of which source the answer follows; shown by the sandbox's log. */
  readonly rule?: string
}

export type OperationHandler = (call: SimulatedCall) => SimulatedAnswer | Promise<SimulatedAnswer>

/** What a person does on the platform. */
export interface Action {
  readonly summary: Text
  readonly params: readonly { readonly name: string; readonly summary: Text; readonly required: boolean }[]
  /** The value is shown to whoever did it. Throw `refuseAction` for what the platform would not let them do. */
  readonly run: (simulation: Simulation, params: Readonly<Record<string, string>>) => Json | Promise<Json>
}

/** Why the sandbox refuses a request before any handler sees it. The connector words it as its platform does. */
export type Refusal =
  | { readonly kind: 'unknown-operation'; readonly name: string }
  | { readonly kind: 'unknown-partner'; readonly id: string | undefined }
  | {
      readonly kind: 'unauthenticated'
      readonly reason: Exclude<Verdict, { ok: true }>['reason']
      readonly input?: SigningInput
    }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly kind: 'unavailable' }
  /** A fault that somebody asked for: one of the platform's own error codes, as `errors.yaml` spells it, with `text` and `category` from there. */
  | { readonly kind: 'fault'; readonly code: string; readonly text?: string; readonly category?: string }
  | { readonly kind: 'rate-limited' }

/** Something that no partner called for. */
export interface Unasked extends Simulation {
  /** All partners that the platform knows; `credential` is the first of them. */
  readonly credentials: readonly Credential[]
  /** The same for one of the partners: what it emits is signed and sent as theirs. */
  readonly as: (credential: Credential) => Simulation
}

/** A request of a browser, or of whoever follows a link that the platform gave out: no operation, no signature. */
export interface PageVisit extends Unasked {
  /** What the pattern's `:name` parts matched, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly request: HttpRequest
}

/** A page or a file that the platform serves beside its operations: a cashier, an authorisation page, a bill to download. */
export interface Page {
  readonly method: 'GET' | 'POST'
  /** Path with `:name` parts, such as `/cashier/:order`. */
  readonly path: string
  readonly visit: (visit: PageVisit) => SimulatedAnswer | Promise<SimulatedAnswer>
}

export interface Simulator {
  /** By operationId; none → an example answer made from the document. */
  readonly handlers: Readonly<Record<string, OperationHandler>>
  readonly actions?: Readonly<Record<string, Action>>
  readonly pages?: readonly Page[]
  /** Time has come for an entry `{ at }` of the collection `appointments`; it is taken out of there already. */
  readonly appointment?: (unasked: Unasked, id: string) => void | Promise<void>
  /** Checks that the platform makes before it looks at the signature. `clock` is the time that signatures are stamped with. */
  readonly admit?: (request: HttpRequest, operation: Operation | undefined, clock: Clock) => SimulatedAnswer | undefined
  /** Checks that the platform makes once it knows who calls: tokens, certificates, what the caller may do. */
  readonly permit?: (simulation: Simulation, request: HttpRequest, operation: Operation) => SimulatedAnswer | undefined
  readonly refuse?: (refusal: Refusal, request: HttpRequest, operation: Operation | undefined) => SimulatedAnswer
}

export interface RoutedCall {
  /** The operation's id as the request names it; the sandbox looks it up. */
  readonly operationId: string | undefined
  readonly params: Readonly<Record<string, Json>>
  readonly body: Json
}

export type { JsonObject }
