import { isUtf8 } from 'node:buffer'
import { invalidValue } from '../errors/catalog/usage.ts'
import type { Json, JsonSchema } from '../sdk/http.ts'
import type { FilePart } from '../sdk/operation.ts'
import { derefSchema, membersOf } from './coerce.ts'
import { type Pair, readBrackets, textOf } from './rest-params.ts'
import type { Resolve } from './validate.ts'

export interface MultipartSettings {
  readonly boundary: string
  readonly files: Readonly<Record<string, readonly FilePart[]>>
  readonly schema: JsonSchema
  readonly resolve: Resolve
}

/** One part for each value; a file goes with its own bytes, name and type. */
export function encodeMultipart(value: Readonly<Record<string, Json>>, settings: MultipartSettings): Uint8Array {
  const { boundary, files, resolve } = settings
  const members = membersOf(derefSchema(settings.schema, resolve), resolve)
  const chunks: Uint8Array[] = []
  const add = (
    name: string,
    item: string | Uint8Array,
    file?: Pick<FilePart, 'fileName' | 'type'>,
    type = file?.type,
  ) => {
    const head = [
      `--${boundary}`,
      `content-disposition: form-data; name="${quoted(name)}"${file ? `; filename="${quoted(file.fileName)}"` : ''}`,
      ...(type === undefined ? [] : [`content-type: ${type}`]),
      '',
      '',
    ]
    chunks.push(Buffer.from(head.join('\r\n')), Buffer.from(item), Buffer.from('\r\n'))
  }
  for (const [name, item] of Object.entries(value)) {
    const takesFile = isFile(members.get(name), resolve)
    const given = Object.hasOwn(files, name) ? (files[name] ?? []) : []
    if (takesFile && given.length > 0) for (const part of given) add(name, part.bytes, part)
    else if (takesFile) add(name, textOf(item), { fileName: name, type: 'application/octet-stream' })
    else if (given.every(({ bytes }) => isUtf8(bytes)))
      add(name, textOf(item), undefined, typeof item === 'object' && item !== null ? 'application/json' : undefined)
    else
      throw invalidValue({
        name,
        value: `@${given[0]?.fileName}`,
        expected: {
          en: 'text in UTF-8, and the document names no file here',
          zh: ' UTF-8 文本，而文档没有把该参数定义为文件',
        },
      })
  }
  return Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)])
}

/** Binary text, a list of it, or, as OpenAPI 3.1 has it, a member of which nothing is said. */
function isFile(schema: JsonSchema | undefined, resolve: Resolve): boolean {
  if (schema === undefined) return false
  const target = derefSchema(schema, resolve)
  const { format, items } = target
  if (format === 'binary' || target['contentMediaType'] !== undefined || Object.keys(target).length === 0) return true
  return typeof items === 'object' && items !== null && isFile(items as JsonSchema, resolve)
}

function quoted(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character))
}

export function readMultipart(text: string, contentType: string): Record<string, Json> {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) return {}
  const pairs = text
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((part): Pair[] => {
      const cut = part.indexOf('\r\n\r\n')
      const name = /;\s*name="([^"]*)"/i.exec(part.slice(0, cut))?.[1]
      return cut === -1 || name === undefined ? [] : [[name, part.slice(cut + 4).replace(/\r\n$/, '')]]
    })
  return readBrackets(pairs)
}
