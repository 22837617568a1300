const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u
/** Punctuation that does not begin a line in Chinese, and that which does not end one. */
const NOT_FIRST = /^[，。、；：？！）》」』】”’…,.;:!?)\]]/
const NOT_LAST = /[（《「『【“‘([]$/

/** Columns that a line takes in a terminal; colours take none, wide characters two. */
export function displayWidth(line: string): number {
  // eslint-disable-next-line no-control-regex
  const plain = line.replace(/\u001b\[[0-9;]*m/g, '')
  return Array.from(plain).reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0)
}

/** Breaks each line between words, and between Chinese characters, so that none is wider than `width`. */
export function wrapText(text: string, width: number): string {
  return text
    .split(/\r?\n/)
    .flatMap((line) => wrapLine(line, width))
    .join('\n')
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const piece of piecesOf(line)) {
    if (current !== '' && displayWidth(current + piece.trimEnd()) > width) {
      lines.push(current.trimEnd())
      current = piece.trimStart()
    } else current += piece
  }
  return [...lines, current.trimEnd()]
}

/** What stays together: a word with the blanks behind it, a wide character with its punctuation. */
function piecesOf(line: string): string[] {
  const pieces: string[] = []
  for (const [atom] of line.matchAll(/^\s+\S?|\S\s*/gu)) {
    const before = pieces.at(-1)
    const isNew =
      before === undefined || (isBreak(before, atom) && !NOT_FIRST.test(atom) && !NOT_LAST.test(before.trimEnd()))
    if (isNew) pieces.push(atom)
    else pieces[pieces.length - 1] = before + atom
  }
  return pieces
}

function isBreak(before: string, atom: string): boolean {
  const last = Array.from(before).at(-1) ?? ''
  return /\s/.test(last) || WIDE.test(last) || WIDE.test(atom)
}
