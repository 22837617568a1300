/** application/x-www-form-urlencoded, kept as pairs: order and repeats matter to signatures. */
export type Pairs = readonly (readonly [name: string, value: string])[]

export function parseForm(text: string): Pairs {
  return [...new URLSearchParams(text)]
}

/** Percent-encoding as `encodeURIComponent`, so a space is `%20` and nothing needs a second reading. */
export function formatForm(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
}

/** Byte order of the names (UTF-8), as the platforms that sort mean it. Stable. */
export function sortPairs(pairs: Pairs): Pairs {
  return [...pairs].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

export function joinPairs(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${name}=${value}`).join('&')
}

export function isForm(contentType: string | undefined): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(contentType ?? '')
}
