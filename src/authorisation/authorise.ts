import { call } from '../call/call.ts'
import type { CallPorts, EnvironmentName } from '../call/types.ts'
import {
  authorisationRefused,
  authorisationTimedOut,
  exchangeFailed,
  noAuthorisation,
} from '../errors/catalog/authorisation.ts'
import { saveMerchant, type NamedMerchant } from '../profiles/merchants.ts'
import type { Redactor } from '../profiles/redact.ts'
import type { ProfileStore } from '../profiles/store.ts'
import type { MerchantAuthorisation } from '../sdk/auth.ts'
import type { Connector } from '../sdk/connector.ts'
import type { Json } from '../sdk/http.ts'
import type { Lang } from '../text/text.ts'
import { openReturn, type Reception } from './await-return.ts'
import { elapsed } from './elapsed.ts'

export interface AuthorisePorts {
  readonly call: CallPorts
  readonly store: Pick<ProfileStore, 'update'>
  readonly redactor: Pick<Redactor, 'add'>
  readonly signal: AbortSignal
}

/** Who is asked, and for whom the answer is saved. */
export interface Wanted {
  readonly connector: Connector
  /** Name under which the merchant is saved. */
  readonly merchant: string
  readonly profile: string
  readonly environment: EnvironmentName
}

/** How the connector's merchants authorise. Throws `no-merchant-authorisation`. */
export function authorisationOf(connector: Connector, able: readonly string[] = []): MerchantAuthorisation {
  const found = Object.values(connector.auth).find((scheme) => scheme.merchantAuthorisation)?.merchantAuthorisation
  if (!found) throw noAuthorisation({ connector: connector.id, able })
  return found
}

/** Exchanges a code and saves what it left. Throws `authorisation-exchange-failed`. */
export async function finishAuthorisation(code: string, wanted: Wanted, ports: AuthorisePorts): Promise<NamedMerchant> {
  const { connector, profile, environment, merchant } = wanted
  const authorisation = authorisationOf(connector)
  ports.redactor.add(code)
  const { operation, values } = authorisation.exchange(code)
  // Production asks before it writes; here the merchant has just said yes.
  const confirm = async () => true
  const input = { operation, values, connector: connector.id, profile, environment, confirm }
  const { outcome } = await call(input, ports.call)
  const tokens = outcome.error ? undefined : authorisation.readTokens(outcome.value)
  if (!tokens) {
    const { code: failure = '-', message = '' } = outcome.error ?? {}
    throw exchangeFailed({ connector: connector.id, code: failure, message })
  }
  ports.redactor.add(tokens.token)
  if (tokens.refreshToken) ports.redactor.add(tokens.refreshToken)
  const authorisedAt = new Date(ports.call.clock.now()).toISOString()
  return saveMerchant(ports.store, profile, merchant, { ...tokens, authorisedAt })
}

export interface BrowserOptions {
  readonly lang: Lang
  /** 0: any that is free. */
  readonly port: number
  /** The address that the platform leads back to, where it is not the one of this machine itself. */
  readonly redirect?: URL | undefined
  readonly timeoutMs: number
  /** Told once the page may be opened. */
  readonly onPage: (page: URL, redirect: URL) => void
}

/** By the platform's page in a browser. Throws `authorisation-refused`, `authorisation-timed-out`, `authorisation-port-taken`. */
export async function authoriseByPage(
  wanted: Wanted,
  credential: Readonly<Record<string, string>>,
  baseUrl: URL,
  ports: AuthorisePorts,
  options: BrowserOptions,
): Promise<NamedMerchant> {
  const { connector, environment, merchant } = wanted
  const authorisation = authorisationOf(connector)
  // Letters and digits: some platforms take no others in a state.
  const state = Buffer.from(ports.call.random.bytes(16)).toString('hex')
  const result: { merchant?: NamedMerchant; error?: unknown } = {}
  const receive = async (url: URL): Promise<Reception | undefined> => {
    const back = authorisation.readReturn(url)
    if (back.state !== state) return undefined
    try {
      if (!back.code) throw authorisationRefused({ connector: connector.id, merchant })
      result.merchant = await finishAuthorisation(back.code, wanted, ports)
      return { good: true, text: doneText(merchant) }
    } catch (error) {
      result.error = error
      return { good: false, text: FAILED_TEXT }
    }
  }
  const server = await openReturn({ port: options.port, lang: options.lang, receive })
  const timer = new AbortController()
  try {
    const redirectUrl = options.redirect ?? server.url
    options.onPage(authorisation.pageUrl({ credential, environment, baseUrl, redirectUrl, state }), redirectUrl)
    const isBack = await Promise.race([
      server.returned.then(() => true),
      elapsed(options.timeoutMs, AbortSignal.any([timer.signal, ports.signal])),
    ])
    ports.signal.throwIfAborted()
    if (!isBack) {
      const seconds = Math.round(options.timeoutMs / 1000)
      throw authorisationTimedOut({ seconds, connector: connector.id, merchant })
    }
  } finally {
    timer.abort()
    await server.close()
  }
  if (!result.merchant) throw result.error
  return result.merchant
}

/** By the sandbox's own action: no page, no browser. Undefined: the connector has none. */
export async function authoriseInSandbox(
  wanted: Wanted,
  ports: AuthorisePorts,
  act: (action: string, params: Readonly<Record<string, string>>) => Promise<{ readonly result: Json }>,
): Promise<NamedMerchant | undefined> {
  const action = authorisationOf(wanted.connector).act
  if (!action) return undefined
  const { result } = await act(action.action, action.params(wanted.merchant))
  const code = action.code(result)
  if (code === undefined) throw authorisationRefused({ connector: wanted.connector.id, merchant: wanted.merchant })
  return finishAuthorisation(code, wanted, ports)
}

function doneText(merchant: string) {
  return {
    en: `The authorisation is saved as ${merchant}.`,
    zh: `授权已保存为 ${merchant}。`,
  }
}

const FAILED_TEXT = {
  en: 'Nothing was saved. The terminal says why.',
  zh: '没有保存任何内容，原因见终端。',
}
