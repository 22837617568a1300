/** Percent-decoded; as it came when it is not percent-encoded UTF-8. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The same for a name or value of a form, where a plus sign stands for a blank. */
export function decodeFormPart(text: string): string {
  return decodePercent(text.replaceAll('+', ' '))
}
