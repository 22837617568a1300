import type { Text } from '../text/text.ts'
import type { AuthScheme, Credential, KeyRing, SignatureScheme, SigningInput, Stamp, Verdict } from './auth.ts'
import type { Check, Explanation, PlatformError, Scenario } from './check.ts'
import type { Clock, HttpMessage, HttpRequest, HttpResponse, Json } from './http.ts'
import type { Operation, OperationInput, OperationSummary, Problem } from './operation.ts'
import type { RoutedCall, SimulatedAnswer, Simulator } from './simulator.ts'
import type { EventType, WebhookScheme } from './webhook.ts'

/** The contract version that this core speaks. */
export const SDK_VERSION = 1

/** `connector.yaml`, or the JSON it becomes. Readable without running the connector's code. */
export interface ConnectorManifest {
  readonly id: string
  readonly name: Text
  readonly summary: Text
  /** Contract version. */
  readonly sdk: number
  /** Path of the OpenAPI document, relative to the manifest. */
  readonly openapi: string
  readonly errors?: string
  readonly fixtures?: string
  /** Absent: the connector is data only. */
  readonly module?: string
  readonly environments: Readonly<Record<string, { readonly baseUrl: string }>>
  /** Other hosts of the platform, such as its authorisation pages or a backup: `integ run` leads them to the sandbox too. */
  readonly hosts?: readonly string[]
  /** Environment variables that the platform's SDKs read besides the credential: name → value, where `{baseUrl}` is filled in. */
  readonly exports?: Readonly<Record<string, string>>
  readonly docs?: string
}

/**
 * How an operation is put on the wire where OpenAPI's own paths and bodies do not say it, such as a
 * gateway with one address. Pure functions; signatures are added by `signMessage` afterwards.
 */
export interface Protocol {
  readonly id: string
  /** The security scheme that goes with it: it carries the operations that name this scheme, and no others. */
  readonly auth?: string
  /** Contents that only the partner and the platform can read. */
  readonly encryption?: ContentEncryption
  /** Client: values → unsigned request. The credential gives the ids that travel openly, such as an app id. */
  readonly request: (operation: Operation, input: OperationInput, baseUrl: URL, credential: Credential) => HttpRequest
  /** Sandbox: request → operation and values; undefined when the request is not of this protocol. */
  readonly route: (request: HttpRequest) => RoutedCall | undefined
  /** Sandbox: handler's answer → unsigned response. */
  readonly answer: (operation: Operation | undefined, answer: SimulatedAnswer, request: HttpRequest) => HttpResponse
  /** Client: response → the value that the user wants to see. The credential opens what the platform encrypted for its holder. */
  readonly read: (operation: Operation, response: HttpResponse, credential?: Credential) => Json
}

/** Encrypted contents below the signature: whoever sends seals and then signs, whoever receives verifies and then opens. */
export interface ContentEncryption {
  /** Client. Throw `refuseAction` when the credential has no key for it. */
  readonly sealRequest: (request: HttpRequest, credential: Credential) => HttpRequest
  /** Sandbox: the readable request; the same one when it is not encrypted; an answer when it cannot be opened. */
  readonly openRequest: (request: HttpRequest, credential: Credential) => HttpRequest | SimulatedAnswer
  /** Sandbox: for a request that came encrypted and could be opened. */
  readonly sealAnswer: (response: HttpResponse, credential: Credential) => HttpResponse
  /** Client: the readable answer; the same one when it is not encrypted. */
  readonly openAnswer: (response: HttpResponse, credential: Credential) => HttpResponse
}

export type ErrorDecoder = (response: HttpResponse, operation: Operation | undefined) => PlatformError | undefined

/** All optional: data covers the rest. */
export interface ConnectorModule {
  /** By OpenAPI security scheme name. */
  readonly auth?: Readonly<Record<string, AuthScheme>>
  readonly webhooks?: Readonly<Record<string, WebhookScheme>>
  readonly protocols?: Readonly<Record<string, Protocol>>
  /** Protocols made of plain OpenAPI's: its paths, other wording. */
  readonly overPlain?: (plain: Protocol) => Readonly<Record<string, Protocol>>
  /** Plain OpenAPI over HTTP with what the platform adds to it, such as encrypted members. Keeps its id. */
  readonly rest?: (plain: Protocol) => Protocol
  readonly decodeError?: ErrorDecoder
  readonly simulator?: Simulator
  readonly checks?: readonly Check[]
  /** Runs a golden vector of the connector's own format. */
  readonly vectors?: VectorRunner
}

export interface VectorVerdict {
  readonly id: string
  readonly outcome: 'pass' | 'fail' | 'unsupported'
  readonly detail?: string
}
/** The project's only two functions that sign and verify (`signing/message.ts`), handed to a runner of vectors. */
export interface SigningTools {
  sign<M extends HttpMessage>(
    scheme: SignatureScheme<M>,
    message: M,
    keys: KeyRing,
    stamp: Stamp,
    keyId?: string,
  ): { readonly message: M; readonly input: SigningInput }
  verify<M extends HttpMessage>(scheme: SignatureScheme<M>, message: M, keys: KeyRing, clock: Clock): Verdict
}
/** `set` is the parsed vector file. One verdict per vector. */
export type VectorRunner = (set: unknown, tools: SigningTools) => readonly VectorVerdict[]

/** What core works with: manifest + document + module. Operations and events are read when asked for. */
export interface Connector {
  readonly manifest: ConnectorManifest
  readonly id: string
  /** Absolute path of the folder it was loaded from. */
  readonly folder: string
  readonly operations: () => readonly OperationSummary[]
  readonly operation: (id: string) => Operation | undefined
  readonly events: () => readonly EventType[]
  readonly event: (id: string) => EventType | undefined
  readonly scenario: (id: string) => Scenario | undefined
  readonly scenarios: () => readonly string[]
  readonly auth: Readonly<Record<string, AuthScheme>>
  readonly webhooks: Readonly<Record<string, WebhookScheme>>
  readonly protocols: Readonly<Record<string, Protocol>>
  readonly decodeError: ErrorDecoder
  readonly simulator?: Simulator
  readonly checks: readonly Check[]
  readonly vectors?: VectorRunner
  readonly explanation: (code: string) => Explanation | undefined
  readonly explanations: () => readonly Explanation[]
  /** Problems of a request's values against the document; empty when it fits. */
  readonly validateInput: (operation: Operation, input: OperationInput) => readonly Problem[]
  /** Problems of a value against a schema of the document. */
  readonly validate: (
    schema: Readonly<Record<string, unknown>>,
    value: Json,
    place: Problem['place'],
  ) => readonly Problem[]
  /** Names of the members that an object schema declares, through `$ref` and `allOf`; undefined when any name is allowed. */
  readonly bodyProperties: (schema: Readonly<Record<string, unknown>>) => readonly string[] | undefined
  /** Text as the number, boolean or list that the schema means, members of objects included; what cannot be read stays text. */
  readonly coerce?: (schema: Readonly<Record<string, unknown>>, value: Json) => Json
  /** A valid sample of a schema of the document: its example, its default, or made from the schema. */
  readonly sample: (schema: Readonly<Record<string, unknown>>) => Json
}
