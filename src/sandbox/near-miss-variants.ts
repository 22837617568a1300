import type { Json } from '../sdk/http.ts'
import type { Text } from '../text/text.ts'
import { decodePercent } from '../text/percent.ts'

export interface Variant {
  readonly text: string
  readonly because: Text
}

const say = (en: string, zh: string): Text => ({ en, zh })

/** Mistakes about the text as a whole. */
export function* wholeVariants(text: string): Generator<Variant> {
  if (text.endsWith('\n')) {
    yield { text: text.slice(0, -1), because: say('The line break at the end is missing.', '缺少末尾的换行符。') }
    yield { text: `${text}\n`, because: say('There is one line break too many at the end.', '末尾多了一个换行符。') }
  } else {
    yield {
      text: `${text}\n`,
      because: say('There is a line break at the end that does not belong.', '末尾多了一个换行符。'),
    }
  }
  const crlf = say('Lines end with CR LF; they have to end with LF.', '换行用了 CR LF，应为 LF。')
  if (text.includes('\n')) yield { text: text.replaceAll('\n', '\r\n'), because: crlf }
  const escaped = say('Line breaks were signed as the two characters \\n.', '换行符被当作 \\n 两个字符签名。')
  if (text.includes('\n')) yield { text: text.replaceAll('\n', '\\n'), because: escaped }
  yield { text: text.trim(), because: say('White space at the ends was cut off.', '首尾空白被去掉了。') }
  const encoded = say('The text was percent-encoded as a whole.', '整段文本被 URL 编码。')
  yield { text: encodeURIComponent(text), because: encoded }
  const plus = say('Plus signs were read as blanks.', '加号被当作空格。')
  yield { text: text.replaceAll('+', ' '), because: plus }
  yield {
    text: text.replaceAll(' ', '+'),
    because: say('Blanks were signed as plus signs.', '空格被写成加号参与签名。'),
  }
  yield { text: text.replaceAll(' ', '%20'), because: say('Blanks were signed as %20.', '空格被写成 %20 参与签名。') }
  const pairs = text.split('&')
  if (pairs.length < 2) return
  const order = say('The parameters are in another order.', '参数顺序不对。')
  yield { text: pairs.toReversed().join('&'), because: order }
  const caseless = [...pairs].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  yield { text: caseless.join('&'), because: order }
  const empty = say('The values alone were signed, without their names.', '只对值签名，没有带参数名。')
  yield { text: pairs.map((pair) => pair.slice(pair.indexOf('=') + 1)).join('&'), because: empty }
}

/** Mistakes about one part. */
export function* partVariants(name: string, value: string): Generator<Variant> {
  const of = (en: string, zh: string): Text => say(`${name}: ${en}`, `${name}：${zh}`)
  yield { text: '', because: of('was signed as an empty text.', '按空文本签名。') }
  const percent = of('was percent-encoded before signing; sign it as it is.', '签名前做了 URL 编码；应使用原值。')
  yield { text: encodeURIComponent(value), because: percent }
  const plain = of('was decoded before signing; sign it as it is sent.', '签名前做了 URL 解码；应与发送的一致。')
  yield { text: decodePercent(value), because: plain }
  yield { text: value.toUpperCase(), because: of('was signed in capitals.', '按大写签名。') }
  yield { text: value.toLowerCase(), because: of('was signed in small letters.', '按小写签名。') }
  const question = value.indexOf('?')
  const query = of('was signed without its query.', '签名时漏掉了查询串。')
  if (question >= 0) yield { text: value.slice(0, question), because: query }
  const millis = of('was signed in milliseconds.', '按毫秒签名。')
  if (/^\d{10}$/.test(value)) yield { text: `${value}000`, because: millis }
  for (const { text, because } of jsonVariants(value)) yield { text, because: of(because.en, because.zh) }
}

/** How other libraries write the same JSON. */
function* jsonVariants(value: string): Generator<Variant> {
  const parsed = parse(value)
  if (parsed === undefined) return
  const compact = JSON.stringify(parsed)
  const again = say('was written anew after signing: other blanks.', '签名后又重新序列化，空白不同。')
  yield { text: compact, because: again }
  yield { text: JSON.stringify(parsed, null, 2), because: again }
  yield { text: JSON.stringify(parsed, null, 4), because: again }
  yield { text: spaced(parsed), because: again }
  const ascii = say('was signed with \\u escapes but sent without.', '签名时用了 \\u 转义，发送时没有。')
  for (const one of [value, compact, spaced(parsed)]) {
    yield { text: escapeUnicode(one), because: ascii }
    yield { text: escapeUnicode(one).replaceAll('/', '\\/'), because: ascii }
  }
  const slashes = say('was signed with \\/ but sent with /.', '签名时斜杠写作 \\/，发送时写作 /。')
  yield { text: value.replaceAll('/', '\\/'), because: slashes }
  const sorted = say('was signed with its members in another order.', '签名时成员顺序不同。')
  yield { text: JSON.stringify(inOrder(parsed)), because: sorted }
}

function parse(value: string): Json | undefined {
  if (!/^\s*[[{]/.test(value)) return undefined
  try {
    return JSON.parse(value) as Json
  } catch {
    return undefined
  }
}

/** `{"a": 1, "b": 2}`. */
function spaced(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}: ${spaced(inner as Json)}`)
    .join(', ')}}`
}

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const names = Object.keys(value).sort()
  return Object.fromEntries(names.map((name) => [name, inOrder((value as Record<string, Json>)[name] ?? null)]))
}

function escapeUnicode(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
