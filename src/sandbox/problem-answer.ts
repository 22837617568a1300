import type { HttpRequest, HttpResponse, Json } from '../sdk/http.ts'
import type { Refusal } from '../sdk/simulator.ts'
import { chooseLang, pick, type Lang, type Text } from '../text/text.ts'

export interface ProblemFacts {
  readonly status: number
  readonly code: string
  readonly title: Text
  readonly detail?: Text
  readonly more?: Readonly<Record<string, Json>>
  readonly headers?: Readonly<Record<string, string>>
}

/** RFC 9457, in Chinese when the caller prefers it. For platforms that do not word a refusal themselves. */
export function problemAnswer(facts: ProblemFacts, request: HttpRequest): HttpResponse {
  const lang: Lang = chooseLang(request.headers['accept-language'], {})
  const document = {
    type: 'about:blank',
    title: pick(facts.title, lang),
    status: facts.status,
    ...(facts.detail ? { detail: pick(facts.detail, lang) } : {}),
    code: facts.code,
    ...facts.more,
  }
  const headers = { 'content-type': 'application/problem+json', ...facts.headers }
  return { kind: 'response', status: facts.status, headers, body: Buffer.from(JSON.stringify(document)) }
}

export function refusalProblem(refusal: Refusal): ProblemFacts {
  switch (refusal.kind) {
    case 'unknown-operation':
      return {
        status: 404,
        code: refusal.kind,
        title: { en: `No operation "${refusal.name}"`, zh: `没有接口“${refusal.name}”` },
      }
    case 'unknown-partner':
      return {
        status: 401,
        code: refusal.kind,
        title: { en: 'The sandbox does not know this partner', zh: '沙箱不认识该接入方' },
        detail:
          refusal.id === undefined
            ? { en: 'The request does not say whom it comes from.', zh: '请求没有说明来自哪个接入方。' }
            : { en: `No local profile has the id ${refusal.id}.`, zh: `没有标识为 ${refusal.id} 的本地 profile。` },
      }
    case 'unauthenticated':
      return {
        status: 401,
        code: refusal.kind,
        title: { en: 'The caller is not authenticated', zh: '调用方未通过身份验证' },
        detail: REASONS[refusal.reason],
        more: { reason: refusal.reason },
      }
    case 'invalid':
      return {
        status: 400,
        code: refusal.kind,
        title: { en: 'The request does not fit the document', zh: '请求与接口文档不符' },
        more: {
          errors: refusal.problems.map(({ place, at, message }) => ({ place, pointer: at, detail: message.en })),
        },
      }
    case 'fault':
      return {
        status: 500,
        code: refusal.code,
        title: { en: `A fault was asked for: ${refusal.code}`, zh: `按设定注入的故障：${refusal.code}` },
      }
    case 'rate-limited':
      return {
        status: 429,
        code: refusal.kind,
        title: { en: 'Too many requests', zh: '请求过于频繁' },
        headers: { 'retry-after': '1' },
      }
    case 'unavailable':
      return {
        status: 500,
        code: refusal.kind,
        title: { en: 'The simulator failed', zh: '模拟器出错' },
        detail: { en: "The sandbox's log says why.", zh: '原因见沙箱日志。' },
      }
  }
}

const REASONS: Readonly<Record<Extract<Refusal, { kind: 'unauthenticated' }>['reason'], Text>> = {
  missing: { en: 'The request carries no credential.', zh: '请求没有携带凭证。' },
  'unknown-key': { en: 'The request is signed with a key that nobody registered.', zh: '请求使用了未登记的密钥签名。' },
  expired: { en: 'The credential or signature is too old or too far ahead.', zh: '凭证或签名已过期，或时间超前过多。' },
  mismatch: { en: 'The credential or signature is wrong.', zh: '凭证或签名不正确。' },
}
