import { recordMessage, type RecordedRequest, type RecordedResponse } from '../delivery/records.ts'
import { createRedactor, type Redactor } from '../profiles/redact.ts'
import type { AuthScheme, Credential, SigningInput, Verdict } from '../sdk/auth.ts'
import type { HttpRequest, HttpResponse } from '../sdk/http.ts'
import type { Problem } from '../sdk/operation.ts'
import { toCurl } from '../system/curl.ts'
import type { Text } from '../text/text.ts'
import type { Exchange } from './exchanges.ts'
import type { RequestRecord } from './log.ts'
import { guessSignedText } from './near-miss.ts'
import type { Platform } from './platform.ts'

/** A text that somebody signed, in its named pieces. */
export interface SignedText extends Pick<SigningInput, 'text' | 'parts'> {
  readonly scheme: string
  readonly keyId: string
}
export interface SignatureView extends Partial<SignedText> {
  readonly ok: boolean
  readonly reason?: Extract<Verdict, { ok: false }>['reason']
  /** Whose keys: the partner's id. */
  readonly partner?: string
  /** The text that the caller's signature is valid for, where it was found out, and what sets it apart. */
  readonly caller?: { readonly text: string; readonly because: Text }
}
/** What the inspector shows of one exchange. Bodies as text, or base64 where they are none. */
export interface ExchangeView {
  readonly record: RequestRecord
  readonly request: RecordedRequest & { readonly url: string; readonly size: number }
  /** The request as a command for a POSIX shell. Absent: its body is too large to be shown whole. */
  readonly curl?: string
  readonly response: RecordedResponse & { readonly size: number }
  /** Absent: the request was not held against a key. */
  readonly signature?: SignatureView
  /** What the platform signed in its answer. */
  readonly answerSignature?: SignedText
  readonly problems: readonly Problem[]
  readonly refusal?: string
  /** Ids of the events that it caused. */
  readonly events: readonly string[]
}

/** Beyond this a body is cut: a page that shows it would not be readable anyway. */
const MAX_SHOWN = 256 * 1024

export function viewExchange(exchange: Exchange, platform: Platform | undefined): ExchangeView {
  const { record, request, response, trace, events } = exchange
  const hide = platform ? hiding(platform) : createRedactor()
  const signature = viewSignature(exchange)
  const answer = answerSignature(exchange)
  const view: ExchangeView = {
    record,
    request: { ...recordMessage(shorten(request)), url: request.url.href, size: request.body.byteLength },
    ...(request.body.byteLength <= MAX_SHOWN ? { curl: toCurl(asTyped(request)) } : {}),
    response: { ...recordMessage(shorten(response)), size: response.body.byteLength },
    ...(signature ? { signature } : {}),
    ...(answer ? { answerSignature: answer } : {}),
    problems: trace.refusal?.kind === 'invalid' ? trace.refusal.problems : [],
    ...(trace.refusal ? { refusal: trace.refusal.kind } : {}),
    events,
  }
  return JSON.parse(hide.mask(JSON.stringify(view)).replace(PRIVATE_KEY, '$1••••••$2')) as ExchangeView
}

/** Headers that curl makes itself. */
const OWN = new Set(['host', 'content-length', 'connection', 'accept-encoding', 'transfer-encoding'])

function asTyped(request: HttpRequest): HttpRequest {
  const headers = Object.entries(request.headers).filter(([name]) => !OWN.has(name))
  return { ...request, headers: Object.fromEntries(headers) }
}

const PRIVATE_KEY = /(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(-----END [A-Z ]*PRIVATE KEY-----)/g

/** Private keys never leave, even throw-away ones: who shows a screen does not know which are. */
function hiding({ connector, credentials }: Platform): Redactor {
  const redactor = createRedactor()
  const names = Object.values(connector.auth).flatMap(({ fields }: AuthScheme) =>
    fields.filter(({ secret, format }) => secret && format === 'pem').map(({ name }) => name),
  )
  for (const credential of credentials())
    for (const name of names) if (credential[name] !== undefined) redactor.add(credential[name])
  return redactor
}

function viewSignature({ request, trace }: Exchange): SignatureView | undefined {
  const { proof } = trace
  if (!proof) return undefined
  const { scheme, verdict, auth, credential, keys } = proof
  const facts = { scheme: scheme.id, ...partnerOf(auth, credential) }
  if (verdict.ok) return { ok: true, ...facts, keyId: verdict.keyId, ...textOf(verdict.input) }
  const { reason, input } = verdict
  const carried = quietly(() => scheme.extract(request))
  const keyId = carried === undefined ? {} : { keyId: carried.keyId }
  const verifier = carried && quietly(() => keys.verifier(carried.keyId))
  const wanted = reason === 'mismatch' && input && carried && verifier
  const caller = wanted ? guessSignedText(input, (text) => verifier.verify(text, carried.value)) : undefined
  return { ok: false, reason, ...facts, ...keyId, ...(input ? textOf(input) : {}), ...(caller ? { caller } : {}) }
}

function answerSignature({ response, trace }: Exchange): SignedText | undefined {
  const scheme = trace.proof?.auth.response
  const carried = scheme && quietly(() => scheme.extract(response))
  const input = carried && quietly(() => scheme.signingInput(response, carried.stamp, carried.keyId))
  return input && carried ? { scheme: scheme.id, keyId: carried.keyId, ...textOf(input) } : undefined
}

function textOf({ text, parts }: SigningInput): Pick<SigningInput, 'text' | 'parts'> {
  return { text, parts }
}

function partnerOf(auth: AuthScheme, credential: Credential): { readonly partner?: string } {
  const id = auth.credentialId?.(credential)
  return id === undefined ? {} : { partner: id }
}

function shorten<M extends HttpRequest | HttpResponse>(message: M): M {
  return message.body.byteLength <= MAX_SHOWN ? message : { ...message, body: message.body.subarray(0, MAX_SHOWN) }
}

/** A connector that cannot read its own message has been caught before; here it only shows less. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
