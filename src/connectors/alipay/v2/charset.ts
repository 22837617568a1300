import type { HttpRequest, HttpResponse, Sdk } from '../../../sdk/index.ts'

type Pair = readonly [name: string, value: string]

/** Other values are refused with isv.invalid-charset [OPEN common parameters]. */
export const CHARSETS: ReadonlySet<string> = new Set(['utf-8', 'gbk', 'gb2312'])
const USUAL = 'utf-8'

/** The character set of a gateway request: its own parameter, in the URL or the body [DOC 057k53]. Unknown ones count as UTF-8. */
export function requestCharset(request: HttpRequest): string {
  const written = /[?&]charset=([^&]*)/.exec(request.url.search)?.[1]
  const inUrl = written?.includes('%') ? new URLSearchParams(request.url.search).get('charset') : written
  const named = inUrl ?? /(?:^|&)charset=([\w-]+)/.exec(Buffer.from(request.body).toString('latin1'))?.[1] ?? USUAL
  return CHARSETS.has(named.toLowerCase()) ? named.toLowerCase() : USUAL
}

/** Body text that percent-decoding can go on with: bytes of other character sets stay bytes, one character each. */
export function bodyText(request: HttpRequest, charset: string): string {
  return Buffer.from(request.body).toString(charset === USUAL ? 'utf8' : 'latin1')
}

export function answerCharset(sdk: Sdk, response: HttpResponse): string {
  const named = sdk.charset.ofContentType(response.headers['content-type'])?.toLowerCase() ?? USUAL
  return CHARSETS.has(named) ? named : USUAL
}

export const answerText = (sdk: Sdk, response: HttpResponse): string =>
  sdk.charset.decode(response.body, answerCharset(sdk, response))

/** A form in any of the character sets: percent-decoding gives bytes, and those are the text. */
export const parseForm = (sdk: Sdk, text: string, charset: string): readonly Pair[] => {
  if (charset === USUAL) return sdk.form.parseForm(text)
  const read = (part: string) => sdk.charset.decode(percentDecoded(part), charset)
  const fields = text.replace(/^\?/, '').split('&').filter(Boolean)
  return fields.map((field): Pair => {
    const at = field.indexOf('=')
    return at < 0 ? [read(field), ''] : [read(field.slice(0, at)), read(field.slice(at + 1))]
  })
}

function percentDecoded(text: string): Uint8Array {
  const plain = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}

export const formatForm = (sdk: Sdk, pairs: readonly Pair[], charset: string): string => {
  if (charset === USUAL) return sdk.form.formatForm(pairs)
  const write = (text: string) =>
    [...sdk.charset.encode(text, charset)]
      .map((byte) => (/[\w.~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : hex(byte)))
      .join('')
  return pairs.map(([name, value]) => `${write(name)}=${write(value)}`).join('&')
}

const hex = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
