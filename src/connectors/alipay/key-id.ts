/**
 * What a signature of Alipay is made with, as one key id: the algorithm, the serial number of a platform certificate
 * where there is one, and the character set of the signed bytes where it is not UTF-8. `RSA2`, `RSA2;sn=…`,
 * `RSA2;charset=gbk`. An empty algorithm: the message does not name it.
 */
export interface KeyId {
  readonly algorithm: string
  /** `current`: the one that the platform uses now. */
  readonly sn?: string
  readonly charset?: string
}

export const CURRENT = 'current'

export function writeKeyId({ algorithm, sn, charset }: KeyId): string {
  if (!sn && (!charset || isUtf8(charset))) return algorithm
  const more = [sn ? `sn=${sn}` : '', charset && !isUtf8(charset) ? `charset=${charset.toLowerCase()}` : '']
  return [algorithm, ...more.filter(Boolean)].join(';')
}

export function readKeyId(text: string): KeyId {
  // Nearly every one names its algorithm only.
  if (!text.includes(';')) return { algorithm: text }
  const [algorithm = '', ...more] = text.split(';')
  const named = Object.fromEntries(
    more.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
  return { algorithm, ...named }
}

function isUtf8(charset: string): boolean {
  return /^utf-?8$/i.test(charset)
}
