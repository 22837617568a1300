import { isUtf8 } from 'node:buffer'
import { badItem } from '../errors/catalog/call.ts'
import { invalidValue } from '../errors/catalog/usage.ts'
import type { HttpRequest, Json } from '../sdk/http.ts'
import type { Operation, OperationInput } from '../sdk/operation.ts'
import { isJsonType } from '../spec/media.ts'
import { isHeaderValue, NOT_A_HEADER_VALUE } from './items.ts'
import { numbersAsText, readJson, sourceOf, withSourceNumbers, type Refuse, type SourceNumbers } from './json-text.ts'
import type { CallInput, Target } from './types.ts'

const isForm = (mediaType: string) => /x-www-form-urlencoded|^multipart\//i.test(mediaType)

/** `--body`: JSON where the operation takes named values, else just these bytes. Throws `invalid-value`. */
export function readBody(
  { bodyBytes }: CallInput,
  operation: Operation,
  numbers: SourceNumbers,
): { readonly body?: Json; readonly bytes?: Uint8Array } {
  if (bodyBytes === undefined) return {}
  const text = Buffer.from(bodyBytes).toString('utf8')
  const mediaType = operation.body?.mediaType ?? 'application/json'
  const named = operation.protocol !== undefined || isJsonType(mediaType) || isForm(mediaType)
  const refuse: Refuse = (reason) =>
    invalidValue({
      name: '--body',
      value: text.slice(0, 40),
      expected: { en: `valid JSON: ${reason.en}`, zh: `可用的 JSON：${reason.zh}` },
    })
  if (named) return { body: readJson(text, numbers, refuse) }
  if (mediaType.includes('*') && isJson(text)) return { body: readJson(text, numbers, refuse) }
  return { body: text, bytes: bodyBytes }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ''))
    return true
  } catch {
    return false
  }
}

/** Files of a form travel as parts; anywhere else a file has to be text. Throws `bad-item`. */
export function filesOf({ files = {} }: CallInput, operation: Operation): Pick<OperationInput, 'files'> {
  const types = operation.body?.mediaTypes ?? [operation.body?.mediaType ?? '']
  const parts = types.some((type) => /^multipart\//i.test(type))
  const inBody = (name: string) =>
    parts &&
    !operation.parameters.some((known) => known.name === name && (known.in === 'path' || known.in === 'header'))
  for (const [name, list] of Object.entries(files))
    for (const { bytes, fileName } of list)
      if (!inBody(name) && !isUtf8(bytes))
        throw badItem({
          item: `${name}=@${fileName}`,
          reason: {
            en: 'the file is not text in UTF-8, and this value is no file',
            zh: '文件不是 UTF-8 文本，而该参数不是文件',
          },
        })
  return parts && Object.keys(files).length > 0 ? { files } : {}
}

export function checkHeaders({ headers }: OperationInput): void {
  for (const [name, value] of Object.entries(headers))
    if (!isHeaderValue(value)) throw badItem({ item: `${name}:${value}`, reason: NOT_A_HEADER_VALUE })
}

export const refusal =
  (name: string): Refuse =>
  (reason) =>
    invalidValue({
      name,
      value: '…',
      expected: { en: `a value that can be sent: ${reason.en}`, zh: `可以发送的值：${reason.zh}` },
    })

/** Long numbers as the texts they were, where the wire knows nothing but text. */
export function asText(given: OperationInput, { operation }: Target, numbers: SourceNumbers): OperationInput {
  const each = (values: Readonly<Record<string, Json>>) => numbersAsText(values, numbers) as Record<string, Json>
  const form = operation.protocol === undefined && isForm(operation.body?.mediaType ?? '')
  return {
    ...given,
    path: each(given.path),
    query: each(given.query),
    ...(form && given.body !== undefined ? { body: numbersAsText(given.body, numbers) } : {}),
  }
}

/** The request with the digits that were given; a number that it cannot carry so is refused. */
export function exact(request: HttpRequest, numbers: SourceNumbers): HttpRequest {
  const long = [...numbers.keys()].filter((key) => sourceOf(Number(key), numbers) !== undefined)
  if (long.length === 0) return request
  const text = Buffer.from(request.body).toString('utf8')
  if (isJsonType(request.headers['content-type'] ?? ''))
    return { ...request, body: Buffer.from(withSourceNumbers(text, numbers)) }
  for (const key of long) {
    const source = numbers.get(key) ?? key
    if (
      (text.includes(key) || request.url.search.includes(key)) &&
      !text.includes(source) &&
      !request.url.href.includes(source)
    )
      throw refusal('body')({
        en: `the number ${source} is too large to be sent exactly; give it as text`,
        zh: `数字 ${source} 过大，无法精确发送；请以文本形式给出`,
      })
  }
  return request
}
