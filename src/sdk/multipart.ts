/** One part of multipart/form-data (RFC 7578). */
export interface Part {
  readonly name: string
  /** Given for files only. */
  readonly fileName?: string
  readonly type?: string
  readonly bytes: Uint8Array
}

export function isMultipart(contentType: string | undefined): boolean {
  return /^multipart\/form-data\b/i.test(contentType ?? '')
}

/** The parts in their order, files included; empty when the content type names no boundary. */
export function parseParts(body: Uint8Array, contentType: string): readonly Part[] {
  const found = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  const boundary = found?.[1] ?? found?.[2]
  if (boundary === undefined) return []
  const bytes = Buffer.from(body)
  // The first delimiter has no line break in front when there is no preamble.
  const delimiter = Buffer.from(`--${boundary}`)
  const parts: Part[] = []
  let start = bytes.indexOf(delimiter)
  while (start >= 0) {
    const from = start + delimiter.byteLength
    const next = bytes.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), from)
    if (next < 0) break
    const part = readPart(bytes.subarray(from, next))
    if (part) parts.push(part)
    start = next + 2
  }
  return parts
}

function readPart(bytes: Buffer): Part | undefined {
  const cut = bytes.indexOf('\r\n\r\n')
  if (cut < 0) return undefined
  const head = bytes.subarray(0, cut).toString('utf8')
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? ''
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1]
  const fileName = /;\s*filename="([^"]*)"/i.exec(disposition)?.[1]
  const type = /^content-type:\s*(.*?)\s*$/im.exec(head)?.[1]
  if (name === undefined) return undefined
  return {
    name: unquoted(name),
    bytes: bytes.subarray(cut + 4),
    ...(fileName === undefined ? {} : { fileName: unquoted(fileName) }),
    ...(type === undefined ? {} : { type }),
  }
}

/** The body and its content type. `boundary` must stand in no part. */
export function formatParts(
  parts: readonly Part[],
  boundary: string,
): { readonly body: Uint8Array; readonly contentType: string } {
  const chunks = parts.flatMap(({ name, fileName, type, bytes }) => {
    const file = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`
    const lines = [
      `--${boundary}`,
      `content-disposition: form-data; name="${quoted(name)}"${file}`,
      ...(type === undefined ? [] : [`content-type: ${type}`]),
      '',
      '',
    ]
    return [Buffer.from(lines.join('\r\n')), bytes, Buffer.from('\r\n')]
  })
  return {
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  }
}

/** As browsers do it (WHATWG): only what would end the quotes or the line. */
const quoted = (name: string) => name.replace(/["\r\n]/g, (character) => encodeURIComponent(character))
const unquoted = (name: string) => name.replace(/%22|%0[AD]/gi, decodeURIComponent)
