/** Characters that cannot be told apart by looking: controls, blanks of all kinds, what has no width. */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0020\u007f-\u00a0\u00ad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb]/

const NAMES: Readonly<Record<string, string>> = { '\n': 'LF', '\r': 'CR', '\t': 'TAB', ' ': '·' }

/** A text byte for byte: blanks, line ends and characters without width as signs. `from`–`to` is marked. */
export function Visible({ text, from, to }: { readonly text: string; readonly from?: number; readonly to?: number }) {
  const pieces: preact.ComponentChildren[] = []
  let plain = ''
  let isMarked = false
  const flush = (): void => {
    if (plain !== '') pieces.push(isMarked ? <mark>{plain}</mark> : plain)
    plain = ''
  }
  for (let at = 0; at < text.length; at++) {
    const unit = text[at] ?? ''
    const marked = from !== undefined && at >= from && at < (to ?? from + 1)
    if (marked !== isMarked) {
      flush()
      isMarked = marked
    }
    if (!INVISIBLE.test(unit)) {
      plain += unit
      continue
    }
    flush()
    const sign = <span class={unit === ' ' ? 'blank' : 'sign'}>{NAMES[unit] ?? codePoint(unit)}</span>
    pieces.push(marked ? <mark>{sign}</mark> : sign)
    if (unit === '\n') pieces.push('\n')
  }
  flush()
  return <>{pieces}</>
}

function codePoint(unit: string): string {
  return `U+${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}
