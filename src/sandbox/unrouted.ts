import type { HttpRequest } from '../sdk/http.ts'
import { nearest } from '../text/nearest.ts'
import { answerMethod } from './allowed-methods.ts'
import { visitPage } from './pages.ts'
import type { Played } from './pipeline.ts'
import { plainAnswer } from './plain-answer.ts'
import type { Platform } from './platform.ts'
import { problemAnswer } from './problem-answer.ts'
import { grantToken } from './tokens.ts'

/** What no protocol takes for a call: a page, a token, a wrong method, or nothing that the platform has. */
export async function answerUnrouted(platform: Platform, request: HttpRequest): Promise<Played> {
  return (await page(platform, request)) ?? unrouted(platform, request)
}

async function page(platform: Platform, request: HttpRequest): Promise<Played | undefined> {
  const visited = await visitPage(platform, request)
  if (!visited) return undefined
  const { answer, emissions } = visited
  const rule = answer.rule === undefined ? {} : { rule: answer.rule }
  return { response: plainAnswer(answer), verified: null, emissions, ...rule }
}

function unrouted(platform: Platform, request: HttpRequest): Played {
  const token = grantToken(platform, request)
  if (token) return { response: token, verified: token.status === 200, emissions: [] }
  const known = answerMethod(platform.connector, request)
  if (known) {
    const reason = known.status === 405 ? { reason: 'method-not-allowed' } : {}
    return { response: known, verified: null, emissions: [], ...reason }
  }
  return unknownPath(platform, request)
}

function unknownPath(platform: Platform, request: HttpRequest): Played {
  const wish = `${request.method} ${request.url.pathname}`
  const known = new Map(
    platform.connector.operations().map((one) => [`${one.method.toUpperCase()} ${one.path}`, one.id]),
  )
  const near = nearest(wish, [...known.keys()])
  const title = { en: `The platform has no ${wish}`, zh: `该平台没有 ${wish}` }
  const facts = { status: 404, code: 'unknown-path', title }
  if (near === undefined)
    return { response: problemAnswer(facts, request), verified: null, reason: 'unknown-path', emissions: [] }
  const operation = known.get(near) ?? ''
  const detail = { en: `Nearest: ${near} (${operation}).`, zh: `最接近的是 ${near}（${operation}）。` }
  const response = problemAnswer({ ...facts, detail, more: { nearest: { operation, request: near } } }, request)
  return { response, verified: null, reason: `unknown-path, nearest is ${operation}`, emissions: [] }
}
