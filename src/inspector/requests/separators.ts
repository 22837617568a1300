/** The line end right behind each part: signed too, though it is of no part. */
export function separators(
  text: string,
  parts: readonly (readonly [name: string, value: string])[],
): readonly string[] {
  let from = 0
  return parts.map(([name, value]) => {
    const named = text.indexOf(`${name}=${value}`, from)
    const at = named < 0 ? text.indexOf(value, from) : named + name.length + 1
    if (at < 0) return ''
    const end = at + value.length
    const found = /^\r?\n/.exec(text.slice(end, end + 2))?.[0] ?? ''
    from = end + found.length
    return found
  })
}
