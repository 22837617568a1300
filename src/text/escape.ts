/**
 * Makes control characters, C1 codes, bidirectional overrides and characters without width visible, so that text
 * from outside can neither drive the terminal nor look like another text. Line breaks and tabs stay; our own
 * colours are added afterwards. The joiners U+200C and U+200D stay: whole scripts and many signs are written with them.
 */
export function escapeControls(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g,
    (found) =>
      found < ' '
        ? picture(found)
        : Array.from({ length: found.length }, (_, at) => unit(found.charCodeAt(at))).join(''),
  )
}

/** The same for what belongs on one line: a line break in it cannot begin a line of its own. */
export function escapeLine(text: string): string {
  return escapeControls(text).replace(/[\n\t]/g, picture)
}

const picture = (control: string) => String.fromCharCode(0x2400 + control.charCodeAt(0))
// As JSON writes it, so that an escaped document stays the same document.
const unit = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`
