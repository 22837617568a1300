/** Hides the secrets it was told of, in whatever form they come by. Every writer of text goes through one. */
export interface Redactor {
  add(secret: string): void
  mask(text: string): string
}

const MASK = '••••••'
const SHORTEST = 6

export function createRedactor(): Redactor {
  const needles = new Set<string>()
  return {
    add(secret) {
      for (const form of formsOf(secret)) if (form.length >= SHORTEST) needles.add(form)
    },
    mask(text) {
      if (needles.size === 0) return text
      let masked = text
      for (const needle of needles) if (masked.includes(needle)) masked = masked.split(needle).join(MASK)
      return masked
    },
  }
}

/** As it is, as one line, percent-encoded, JSON-escaped, base64, hex; of a PEM its lines too. */
function formsOf(secret: string): string[] {
  const lines = secret.split('\n').map((line) => line.trim())
  const isPem = secret.includes('-----BEGIN')
  const pemLines = isPem ? lines.filter((line) => line.length >= 24 && !line.startsWith('-----')) : []
  const oneLine = isPem ? [lines.filter((line) => !line.startsWith('-----')).join('')] : []
  return [
    secret,
    ...oneLine,
    ...pemLines,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('hex'),
  ]
}
