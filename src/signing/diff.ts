import type { SigningInput } from '../sdk/auth.ts'

/** First part in which two signing inputs differ. */
export interface InputDiff {
  readonly part: string
  /** 1-based place among the parts of both. */
  readonly index: number
  readonly count: number
  readonly ours: string | undefined
  readonly theirs: string | undefined
  /** 0-based position of the first differing character inside the part. */
  readonly at: number
}

/** Undefined when both sides signed the same parts in the same order. */
export function diffInputs(ours: SigningInput, theirs: SigningInput): InputDiff | undefined {
  const names = [...new Set([...ours.parts, ...theirs.parts].map(([name]) => name))]
  const left = new Map(ours.parts)
  const right = new Map(theirs.parts)
  for (const [index, part] of names.entries()) {
    const mine = left.get(part)
    const other = right.get(part)
    if (mine !== other)
      return {
        part,
        index: index + 1,
        count: names.length,
        ours: mine,
        theirs: other,
        at: firstDifference(mine ?? '', other ?? ''),
      }
  }
  const order = ours.parts.findIndex(([name], index) => theirs.parts[index]?.[0] !== name)
  if (order < 0) return undefined
  return {
    part: 'order',
    index: order + 1,
    count: names.length,
    ours: ours.parts.map(([name]) => name).join(' '),
    theirs: theirs.parts.map(([name]) => name).join(' '),
    at: 0,
  }
}

function firstDifference(a: string, b: string): number {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at++
  return at
}

/** White space and control characters as signs that can be seen. */
export function visible(text: string): string {
  return text
    .replaceAll('\r', '␍')
    .replaceAll('\n', '␊')
    .replaceAll('\t', '␉')
    .replace(/ (?=[ ␍␊␉]|$)|(?<=^|[ ␍␊␉]) /g, '·')
    .replace(
      /[\u00a0\u200b-\u200f\ufeff]/g,
      (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
    )
}
