import type { AuthScheme, Credential, SigningInput, Verdict } from '../sdk/auth.ts'
import type { Explanation, PlatformError } from '../sdk/check.ts'
import type { Connector, Protocol } from '../sdk/connector.ts'
import type { Clock, HttpRequest, HttpResponse, Json, Random } from '../sdk/http.ts'
import type { FilePart, Operation, OperationInput } from '../sdk/operation.ts'
import type { InputDiff } from '../signing/diff.ts'
import type { HttpClient } from '../system/http.ts'

export type EnvironmentName = 'local' | 'sandbox' | 'production'

/** What a user asked for. `operation` is an id, `connector:id`, or `METHOD /path`. */
export interface CallInput {
  readonly operation: string
  readonly connector?: string
  readonly profile?: string
  readonly environment?: EnvironmentName
  /** Values by plain name; their place is looked up in the operation. `a.b` reaches into the body. */
  readonly values: Readonly<Record<string, Json>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Json
  /** The body as it was given; how it is read depends on the operation's media type. */
  readonly bodyBytes?: Uint8Array
  /** Files behind values of the same name. */
  readonly files?: Readonly<Record<string, readonly FilePart[]>>
  /** Digits of the numbers among the values, as they were given. */
  readonly numbers?: ReadonlyMap<string, string>
  readonly validate?: boolean
  /** Id of a protocol of the connector, where the operation's own is not wanted. */
  readonly protocol?: string
  /** Name of a merchant who authorised the caller: the call acts for this merchant. */
  readonly merchant?: string
  /** Contents that only the platform can read. */
  readonly encrypt?: boolean
  /** The throw-away credential of `local` may be shown: it opens nothing but this machine's sandbox. */
  readonly showLocal?: boolean
  readonly timeoutMs?: number
  /** Asked before a writing call leaves for production; resolves to whether it may. */
  readonly confirm?: (target: Target) => Promise<boolean>
}

export interface ResolvedCredential {
  readonly credential: Credential
  readonly environment: EnvironmentName
  readonly profile?: string | undefined
}

/** What the stages need from outside. */
export interface CallPorts {
  readonly clock: Clock
  readonly random: Random
  readonly http: HttpClient
  /** Ends a call that waits. */
  readonly signal?: AbortSignal
  /** Finds the connector that owns an operation. Throws `unknown-operation` or `unknown-connector`. */
  connectorFor(
    operation: string,
    connector: string | undefined,
  ): Promise<{ connector: Connector; operation: Operation }>
  credential(
    connector: Connector,
    input: Pick<CallInput, 'profile' | 'environment' | 'showLocal'>,
  ): Promise<ResolvedCredential>
  /** The token of a merchant who authorised the profile. Throws `unknown-merchant`. */
  merchantToken?(connector: Connector, profile: string | undefined, name: string): Promise<string>
  /** Keeps a platform key that was downloaded, where the profile is a saved one. */
  saveCredential?(profile: string, changed: Credential): Promise<void>
  /** Where the sandbox serves the connector; starts one in this process when none runs. */
  localUrl(connector: Connector): Promise<URL>
}

export interface Target {
  readonly connector: Connector
  readonly operation: Operation
  readonly protocol: Protocol
  readonly credential: Credential
  readonly environment: EnvironmentName
  readonly profile: string | undefined
  readonly baseUrl: URL
  /** Absent: the operation is open. */
  readonly auth: AuthScheme | undefined
  /** What a merchant's authorisation left, for a call that acts for this merchant. */
  readonly merchantToken?: string
  readonly encrypt?: boolean
}

declare const stage: unique symbol
/** Made by `build` only; `sign` takes nothing else. */
export interface Built {
  readonly [stage]: 'built'
  readonly request: HttpRequest
  readonly input: OperationInput
}
/** Made by `sign` only; `send` takes nothing else. */
export interface Signed {
  readonly [stage]: 'signed'
  readonly request: HttpRequest
  readonly input?: SigningInput
}
export interface Exchange {
  readonly signed: Signed
  readonly response: HttpResponse
  readonly ms: number
}
/** `unsigned`: the platform leaves such answers unsigned; `none`: the scheme has no answer signature. */
export type Trust =
  { readonly kind: 'verified' | 'failed'; readonly verdict: Verdict } | { readonly kind: 'unsigned' | 'none' }
export interface Decoded {
  readonly exchange: Exchange
  readonly value: Json
  readonly trust: Trust
  readonly error?: PlatformError
}
export interface Outcome extends Decoded {
  readonly explanation?: Explanation
  readonly diff?: InputDiff
  /** Both sides signed the same text, and still the signature did not verify: the keys are not a pair. */
  readonly sameText?: boolean
}
