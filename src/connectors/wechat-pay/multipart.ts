/** The exact bytes of one part of a multipart body; undefined when there is none of that name. */
export function partBytes(body: Uint8Array, contentType: string, name: string): Uint8Array | undefined {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) return undefined
  const all = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const mark = `--${boundary}`
  let at = all.indexOf(mark)
  while (at >= 0) {
    const start = at + mark.length + 2
    const end = all.indexOf(`\r\n${mark}`, start)
    const cut = all.indexOf('\r\n\r\n', start)
    if (end < 0 || cut < 0 || cut > end) return undefined
    const head = all.subarray(start, cut).toString('utf8')
    if (new RegExp(`[;\\s]name="${name}"`, 'i').test(head)) return all.subarray(cut + 4, end)
    at = end + 2
  }
  return undefined
}
