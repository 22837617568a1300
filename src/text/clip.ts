/** The beginning of a long text: at most `most` characters, the dots included. */
export function clip(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
