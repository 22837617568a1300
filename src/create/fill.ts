/** Values for `{{…}}` in a template's names and contents. An unknown name stays as it is. */
export type Variables = Readonly<Record<string, string>>

/** `json`: inside a JSON text every value is escaped, so that a quote in a path cannot end the text it stands in. */
export function fill(text: string, variables: Variables, as: 'json' | 'text' = 'text'): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (value === undefined) return whole
    return as === 'json' ? JSON.stringify(value).slice(1, -1) : value
  })
}
