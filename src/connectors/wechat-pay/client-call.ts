import type { Sdk } from '../../sdk/index.ts'

export type ClientKind = 'jsapi' | 'app'
export type ClientCall = {
  readonly appid: string
  readonly timestamp: string
  readonly nonce: string
  readonly prepayId: string
}

/**
 * What the merchant signs for the client: JSAPI and mini programs sign `prepay_id=<id>`, apps the bare id [DOC 4012365339,
 * 4012365340]. signType is passed on and not signed.
 */
export function clientText(kind: ClientKind, { appid, timestamp, nonce, prepayId }: ClientCall): string {
  const last = kind === 'jsapi' ? `prepay_id=${prepayId}` : prepayId
  return [appid, timestamp, nonce, last].map((line) => `${line}\n`).join('')
}

/** The parameters as the client's library takes them, signed with the merchant key. */
export function clientParameters(
  sdk: Sdk,
  kind: ClientKind,
  call: ClientCall,
  merchant: { readonly mchid: string; readonly privateKey: string },
): Readonly<Record<string, string>> {
  const signature = sdk.crypto.rsaSign(merchant.privateKey, clientText(kind, call))
  if (kind === 'jsapi') {
    return {
      appId: call.appid,
      timeStamp: call.timestamp,
      nonceStr: call.nonce,
      package: `prepay_id=${call.prepayId}`,
      signType: 'RSA',
      paySign: signature,
    }
  }
  return {
    appid: call.appid,
    partnerid: merchant.mchid,
    prepayid: call.prepayId,
    package: 'Sign=WXPay',
    noncestr: call.nonce,
    timestamp: call.timestamp,
    sign: signature,
  }
}

export type HandedOver = ClientCall & { readonly kind: ClientKind; readonly signature: string }

/** What a client got from the merchant's server; undefined when it is neither of the two forms. */
export function readHandedOver(text: string): HandedOver | undefined {
  const given = parsed(text)
  const of = (name: string) => (typeof given[name] === 'string' ? given[name] : '')
  const call = of('paySign')
    ? { kind: 'jsapi' as const, appid: of('appId'), timestamp: of('timeStamp'), nonce: of('nonceStr'), prepayId: of('package').replace(/^prepay_id=/, ''), signature: of('paySign') } // prettier-ignore
    : { kind: 'app' as const, appid: of('appid'), timestamp: of('timestamp'), nonce: of('noncestr'), prepayId: of('prepayid'), signature: of('sign') } // prettier-ignore
  return call.signature && call.prepayId ? call : undefined
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}
