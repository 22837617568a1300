import type { SigningInput } from '../sdk/auth.ts'
import type { Text } from '../text/text.ts'
import { partVariants, wholeVariants, type Variant } from './near-miss-variants.ts'

export interface SignedTextFound {
  readonly text: string
  readonly because: Text
}

/** RSA verification costs some 50 µs: this many end in a blink. */
const MAX_TRIES = 1000

/**
 * The text that a caller must have signed, found by trying the mistakes that people make: the signature is valid for
 * it, so it is no guess. `verify` says whether a text is the signed one. Undefined: none of them.
 */
export function guessSignedText(input: SigningInput, verify: (text: string) => boolean): SignedTextFound | undefined {
  const tried = new Set([input.text, ...(input.alternatives ?? [])])
  for (const variant of variantsOf(input)) {
    if (tried.has(variant.text)) continue
    if (tried.size > MAX_TRIES) return undefined
    tried.add(variant.text)
    if (verify(variant.text)) return variant
  }
  return undefined
}

function* variantsOf(input: SigningInput): Generator<Variant> {
  yield* wholeVariants(input.text)
  const pieces = locate(input)
  if (!pieces) return
  const join = (change: (value: string, at: number) => string | undefined): string =>
    pieces
      .map(({ before, value }, at) => {
        const changed = change(value, at)
        return changed === undefined ? '' : before + changed
      })
      .join('') + pieces.tail
  for (const [at, { name, value }] of pieces.entries()) {
    for (const { text, because } of partVariants(name, value))
      yield { text: join((own, index) => (index === at ? text : own)), because }
    const without = join((own, index) => (index === at ? undefined : own)).replace(/^&/, '')
    yield {
      text: without,
      because: { en: `${name} was left out of the text.`, zh: `签名文本中漏掉了 ${name}。` },
    }
  }
  yield {
    text: join((own) => encodeURIComponent(own)),
    because: {
      en: 'The values were percent-encoded before signing; sign them as they are.',
      zh: '签名前对值做了 URL 编码；应使用原值签名。',
    },
  }
}

interface Piece {
  readonly name: string
  /** What stands between the piece before and this one: separators, and the name where it is written. */
  readonly before: string
  readonly value: string
}

/** Where each part stands in the text; undefined when the text is not made of its parts in order. */
function locate({ text, parts }: SigningInput): (Piece[] & { tail: string }) | undefined {
  let from = 0
  const pieces: Piece[] = []
  for (const [name, value] of parts) {
    const at = text.indexOf(value, startOf(text, name, value, from))
    if (at < 0) return undefined
    pieces.push({ name, before: text.slice(from, at), value })
    from = at + value.length
  }
  return Object.assign(pieces, { tail: text.slice(from) })
}

/** Behind `name=`, where the text has that: a short value may also occur in its own name. */
function startOf(text: string, name: string, value: string, from: number): number {
  const named = text.indexOf(`${name}=${value}`, from)
  return named < 0 ? from : named + name.length + 1
}
