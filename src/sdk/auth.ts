import type { Text } from '../text/text.ts'
import type { Clock, HttpMessage, HttpRequest, HttpResponse, Json, Random } from './http.ts'
import type { OperationInput } from './operation.ts'

/** What makes two signatures of one message differ. Injected, so that vectors reproduce. Seconds since the epoch. */
export interface Stamp {
  readonly timestamp: number
  readonly nonce: string
}

/** Exactly what both sides sign. `parts` names the pieces, so that a mismatch can be shown piece by piece. */
export interface SigningInput {
  readonly text: string
  readonly parts: readonly (readonly [name: string, value: string])[]
  /** Other texts that the platform is known to sign for the same message; a verifier accepts any of them. */
  readonly alternatives?: readonly string[]
}

export interface Signature {
  readonly value: string
  /** Names the key or algorithm to verify with: a certificate serial, `RSA2`, `v1`. */
  readonly keyId: string
  readonly stamp: Stamp
}

export interface SignatureScheme<M extends HttpMessage> {
  readonly id: string
  /** How old or how far ahead a stamp may be; absent: the platform documents no window. */
  readonly toleranceSeconds?: number
  /** Pure: no clock, no randomness, no I/O. */
  signingInput(message: M, stamp: Stamp, keyId: string): SigningInput
  attach(message: M, signature: Signature): M
  extract(message: M): Signature | undefined
  /** How the platform itself writes a signature that has to fail, where it sends such probes. */
  readonly probe?: (value: string) => string
}

export interface Signer {
  readonly keyId: string
  readonly sign: (input: SigningInput) => string
  /** The same value, made beside other work where signing takes long. */
  readonly signLater?: (input: SigningInput) => Promise<string>
}
export interface Verifier {
  readonly verify: (text: string, value: string) => boolean
}
/** One party's keys. The other party's ring for the same credential is its mirror image. */
export interface KeyRing {
  /** `keyId`: the one to sign with, where the other side chose it; absent: the ring's usual one. */
  readonly signer: (keyId?: string) => Signer
  readonly verifier: (keyId: string) => Verifier | undefined
}
export type Party = 'partner' | 'platform'

export type Verdict =
  | { readonly ok: true; readonly keyId: string; readonly input: SigningInput }
  | {
      readonly ok: false
      readonly reason: 'missing' | 'unknown-key' | 'expired' | 'mismatch'
      /** The input that the verifying side computed. */
      readonly input?: SigningInput
    }

/** Field name → value. PEM values keep their line breaks. */
export type Credential = Readonly<Record<string, string>>

export interface CredentialField {
  readonly name: string
  readonly label: Text
  readonly secret: boolean
  readonly format?: 'text' | 'pem' | 'base64' | 'url'
  /** What the field is and where the platform's console shows it. */
  readonly help?: Text
  readonly optional?: boolean
  /** Not needed where this other field is given. */
  readonly unless?: string
  /** Names of the environment variable and of the file under which the platform's own SDKs know the value. */
  readonly exportAs?: {
    readonly env?: string
    readonly file?: string
    readonly envFile?: string
    /** How RSA private keys are written; PKCS#1 where nothing is said. */
    readonly keyForm?: 'pkcs1' | 'pkcs8'
  }
}

export interface TokenScheme {
  readonly grant: (credential: Credential, baseUrl: URL) => HttpRequest
  readonly read: (response: HttpResponse) => { readonly token: string; readonly expiresInSeconds: number }
  readonly attach: (request: HttpRequest, token: string) => HttpRequest
  readonly extract: (request: HttpRequest) => string | undefined
}

/** A value that proves the caller without a signature: bearer token, API key, basic. */
export interface StaticScheme {
  readonly attach: (request: HttpRequest, credential: Credential) => HttpRequest
  /** Whether the request carries what this credential would have attached. */
  readonly matches: (request: HttpRequest, credential: Credential) => 'ok' | 'missing' | 'mismatch'
}

export interface AuthScheme {
  readonly id: string
  /** What `login` asks for. */
  readonly fields: readonly CredentialField[]
  readonly request?: SignatureScheme<HttpRequest>
  readonly response?: SignatureScheme<HttpResponse>
  readonly token?: TokenScheme
  readonly static?: StaticScheme
  readonly keyRing?: (credential: Credential, party: Party) => KeyRing
  /** Which partner a request claims to come from: app id, merchant id. Used by the sandbox to find the keys. */
  readonly partnerId?: (request: HttpRequest) => string | undefined
  /** The same identity inside a credential. */
  readonly credentialId?: (credential: Credential) => string
  /** The key id that a request is to be signed with, where the request itself decides: its character set, say. */
  readonly requestKeyId?: (request: HttpRequest) => string | undefined
  /** The key id that the answer is to be signed with, where the request chooses it. */
  readonly answerKeyId?: (request: HttpRequest) => string | undefined
  /** True for an answer that the platform is known to leave unsigned. */
  readonly unsignedAnswer?: (response: HttpResponse) => boolean
  /** A throw-away credential for the sandbox, both parties' keys included. */
  readonly mint: (random: Random, clock: Clock) => Credential | Promise<Credential>
  /** Calls on behalf of a merchant who authorised the partner; `token` is what the authorisation left. */
  readonly onBehalf?: (request: HttpRequest, token: string) => HttpRequest
  /** How a merchant comes to authorise the partner, where the platform knows it: `integ authorize`. */
  readonly merchantAuthorisation?: MerchantAuthorisation
  /** How a client gets a platform key that it does not know, where the platform lets it. */
  readonly keyDownload?: KeyDownload
  /** The sandbox's platform changes its own keys or certificates; the old ones stay valid as long as the platform keeps them. */
  readonly rotate?: (credential: Credential, random: Random, clock: Clock) => Credential | Promise<Credential>
  /** Problems of shape in a credential that can be told offline; empty when it looks right. */
  readonly inspect?: (credential: Credential, environment: string, clock: Clock) => readonly CredentialProblem[]
}

/** A merchant agrees on a page of the platform, the browser brings a code back, and a call exchanges it for tokens. */
export interface MerchantAuthorisation {
  /** The page. `baseUrl`: the platform of this environment; in `local` the sandbox, which serves the page as well. */
  readonly pageUrl: (asked: {
    readonly credential: Credential
    readonly environment: string
    readonly baseUrl: URL
    readonly redirectUrl: URL
    readonly state: string
  }) => URL
  /** What the browser brought back. No code: the merchant refused. */
  readonly readReturn: (url: URL) => { readonly code: string | undefined; readonly state: string | undefined }
  readonly exchange: (code: string) => { readonly operation: string; readonly values: Readonly<Record<string, Json>> }
  /** Undefined: there is no token in the answer. */
  readonly readTokens: (answer: Json) => MerchantTokens | undefined
  /** The sandbox's action in which a merchant agrees without a page, and the code in its result. */
  readonly act?: {
    readonly action: string
    readonly params: (merchant: string) => Readonly<Record<string, string>>
    readonly code: (result: Json) => string | undefined
  }
}

export interface MerchantTokens {
  readonly token: string
  readonly refreshToken?: string
  /** The merchant's own id on the platform. */
  readonly appId?: string
}

export interface KeyDownload {
  /** Operation that gives keys out; it travels by the protocol of the call that met the unknown one. */
  readonly operation: string
  readonly input: (keyId: string) => OperationInput
  /**
   * The credential with the downloaded key in it; `value` is what the protocol reads in the answer. Undefined: it has no
   * key that may be trusted.
   */
  readonly learn: (
    answer: { readonly response: HttpResponse; readonly value: Json },
    credential: Credential,
    clock: Clock,
  ) => Credential | undefined
}

export interface CredentialProblem {
  readonly field: string
  readonly problem: Text
  readonly fix: Text
}
