import type { HttpRequest } from '../sdk/http.ts'
import { jsonFault } from './json-fault.ts'
import { isJsonBody, refusedMedia } from './media-type.ts'
import type { ProblemFacts } from './problem-answer.ts'
import { PLAIN, type Routed } from './route.ts'

/** What is wrong with a body before its schema is asked: its type, then its JSON. Plain OpenAPI only. */
export function bodyProblem({ protocol, operation, body }: Routed, request: HttpRequest): ProblemFacts | undefined {
  if (protocol.id !== PLAIN || !operation?.body) return undefined
  const accepted = refusedMedia(operation.body, request)
  if (accepted) return wrongType(accepted, request.headers['content-type'] ?? '')
  // What cannot be parsed stays text; anything else has been parsed already.
  if (typeof body !== 'string' || request.body.byteLength === 0) return undefined
  return isJsonBody(request) ? brokenJson(request.body) : undefined
}

function wrongType(accepted: readonly string[], given: string): ProblemFacts {
  return {
    status: 415,
    code: 'unsupported-media-type',
    title: { en: 'The body has a content type that the operation does not take', zh: '接口不接受该请求体类型' },
    detail: {
      en: `The request says content-type ${given}; the operation takes ${accepted.join(', ')}.`,
      zh: `请求的 content-type 为 ${given}，接口接受 ${accepted.join('、')}。`,
    },
    more: { accepted },
    headers: { accept: accepted.join(', ') },
  }
}

function brokenJson(body: Uint8Array): ProblemFacts | undefined {
  const fault = jsonFault(Buffer.from(body).toString('utf8'))
  if (!fault) return undefined
  const { offset, line, column } = fault
  return {
    status: 400,
    code: 'unreadable',
    title: { en: 'The body is not valid JSON', zh: '请求体不是有效的 JSON' },
    detail: {
      en: `It is not valid JSON at line ${line}, column ${column} (position ${offset}).`,
      zh: `第 ${line} 行第 ${column} 列（位置 ${offset}）处不是有效的 JSON。`,
    },
    more: { position: offset, line, column },
  }
}
