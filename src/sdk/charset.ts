/** UTF-8 and GBK. GB2312 is a part of GBK and is read and written as it, as browsers do (WHATWG Encoding). */
const NAMES: Readonly<Record<string, 'utf-8' | 'gbk'>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gbk: 'gbk',
  gb2312: 'gbk',
  cp936: 'gbk',
}

/** GBK with the characters that were added to it later. */
const READER = 'gb18030'
const LINE = 0x0a

/** True for a character set that can be read and written. */
export function isKnown(charset: string): boolean {
  return Object.hasOwn(NAMES, charset.toLowerCase())
}

/** Bytes that are no text of the character set become U+FFFD. An unknown character set is read as UTF-8. */
export function decode(bytes: Uint8Array, charset: string): string {
  if (!isGbk(charset)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  return new TextDecoder(READER).decode(bytes)
}

/** Characters that the character set does not have become `?`. */
export function encode(text: string, charset: string): Uint8Array {
  if (!isGbk(charset)) return Buffer.from(text)
  const table = (gbk ??= gbkTable())
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const pair = code < 0x80 ? code : (table.get(character) ?? 0x3f)
    if (pair > 0xff) bytes.push(pair >> 8)
    bytes.push(pair & 0xff)
  }
  return Uint8Array.from(bytes)
}

/** `charset` of a content type; undefined when it names none. */
export function ofContentType(contentType: string | undefined): string | undefined {
  return /;\s*charset="?([\w.:-]+)"?/i.exec(contentType ?? '')?.[1]
}

function isGbk(charset: string): boolean {
  return NAMES[charset.toLowerCase()] === 'gbk'
}

/** Node decodes GBK but does not encode it: the table is the decoder, read the other way. Made once, by the first such text. */
let gbk: ReadonlyMap<string, number> | undefined

function gbkTable(): ReadonlyMap<string, number> {
  const pairs: number[] = []
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) pairs.push((lead << 8) | trail)
  const lines = Buffer.from(pairs.flatMap((pair) => [pair >> 8, pair & 0xff, LINE]))
  const table = new Map([['€', 0x80]])
  for (const [at, character] of new TextDecoder(READER).decode(lines).split('\n').entries()) {
    const pair = pairs[at]
    // Two characters: the pair is none, and its second byte stands for itself.
    const isOne = character.length === 1 && character !== '\ufffd'
    if (isOne && pair !== undefined && !table.has(character)) table.set(character, pair)
  }
  return table
}
