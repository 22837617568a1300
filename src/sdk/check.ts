import type { Text } from '../text/text.ts'
import type { Credential, SigningInput } from './auth.ts'
import type { Clock, HttpRequest, HttpResponse, Json } from './http.ts'

export interface PlatformError {
  readonly code: string
  /** The catalogue's entry for this very message, where a code has several. */
  readonly entry?: string
  readonly message: string
  /** The coarser code or HTTP status that goes with it. */
  readonly category?: string
  readonly requestId?: string
  /** The string the platform says it verified, when it says so. */
  readonly signingText?: string
  readonly signingInput?: SigningInput
}

export interface Explanation {
  readonly code: string
  /** The same error under other names, such as the code of another protocol. */
  readonly aliases?: readonly string[]
  readonly title: Text
  readonly cause: Text
  readonly fixes: readonly Text[]
  readonly docs?: string
  /** The platform's own wording, where a source has it. */
  readonly text?: string
  /** The coarser code or HTTP status that goes with it. */
  readonly category?: string
  /** Where the connector has it from; `UNCONFIRMED` when no source settles it. */
  readonly source?: string
}

export type CheckStatus = 'pass' | 'warn' | 'fail' | 'skip'
export interface CheckResult {
  readonly status: CheckStatus
  readonly summary: Text
  readonly cause?: Text
  /** Facts as they were seen: what was sent, what came. Bilingual where there are words in them. */
  readonly evidence?: readonly (Text | string)[]
  readonly fixes?: readonly Text[]
  /** Repeats what failed, ready to copy. */
  readonly command?: string
}
export interface CheckContext {
  readonly clock: Clock
  readonly cwd: string
  readonly credential?: Credential
  send(request: HttpRequest): Promise<HttpResponse>
}
/** `needs`: ids of checks without which this one says nothing; it is skipped when one of them failed or was skipped. */
export interface Check<C = CheckContext> {
  readonly id: string
  readonly title: Text
  readonly needs?: readonly string[]
  run(ctx: C): Promise<CheckResult>
}

/** Named steps played on the sandbox. `${step.path}` refers to an earlier answer. */
export interface Scenario {
  readonly id: string
  readonly summary: Text
  readonly steps: readonly ScenarioStep[]
  readonly emits: readonly string[]
}
export interface ScenarioStep {
  readonly name: string
  readonly operation?: string
  readonly action?: string
  readonly params: Readonly<Record<string, Json>>
}
