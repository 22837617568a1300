import type { ErrorDecoder, HttpResponse, PlatformError } from '../../../sdk/index.ts'
import { isErrorPage, plainText } from './answer-signed.ts'
import { rawMembers, resultMember, stringMember } from './members.ts'

const ECHO = '网关生成的验签字符串为：'
/** Production appends this to every sub_msg, the sandbox does not [PROBE P1/P2]. */
const LINK = /，解决方案：https:\/\/open\.alipay\.com\/\S+$/
/** 10003 is trade.pay waiting for the buyer: an answer, not an error [DOC 00f7nv]. */
const GOOD = new Set(['10000', '10003'])
/** Nearly every answer: told by its first characters, which are one byte each in either character set. */
const PLAINLY_GOOD = /^\{"\w+_response":\{"code":"1000[03]"/

/** Recognises a failure in a v2 answer: `code` is the sub_code where there is one, `category` the coarse code. */
export const decodeV2Error: ErrorDecoder = (response) => {
  const { buffer, byteOffset, byteLength } = response.body
  if (PLAINLY_GOOD.test(Buffer.from(buffer, byteOffset, Math.min(byteLength, 160)).toString('latin1'))) return undefined
  if (isErrorPage(response)) return pageError(response)
  const result = resultMember(rawMembers(plainText(response)) ?? [])
  const members = result && rawMembers(result[1])
  const code = members && stringMember(members, 'code')
  if (!members || !code || GOOD.has(code)) return undefined
  const subCode = stringMember(members, 'sub_code')
  const message = stringMember(members, 'sub_msg') ?? stringMember(members, 'msg') ?? ''
  return { code: subCode ?? code, message, category: code, ...traced(response), ...echoed(message) }
}

function traced(response: HttpResponse): Pick<PlatformError, 'requestId'> {
  const id = response.headers['trace_id']
  return id ? { requestId: id } : {}
}

/** For an invalid signature the gateway shows the string that it built, with `&` written `&amp;` [NODE source quotation]. */
function echoed(message: string): Pick<PlatformError, 'signingText' | 'signingInput'> {
  const at = message.indexOf(ECHO)
  if (at < 0) return {}
  const text = message
    .slice(at + ECHO.length)
    .replace(LINK, '')
    .replaceAll('&amp;', '&')
  return { signingText: text, signingInput: { text, parts: partsOf(text) } }
}

/** Splits only before something that looks like a parameter name, so that `&` inside biz_content usually stays whole. */
function partsOf(text: string): readonly (readonly [string, string])[] {
  return text.split(/&(?=[a-z][a-z0-9_]*=)/).map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
}

/** A faulty page request is answered with HTTP 200 and an HTML page in GBK that names the code without its prefix [PROBE P5]. */
function pageError(response: HttpResponse): PlatformError | undefined {
  const html = plainText(response)
  const text = html.replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
  const found = /\b(?:ACQ\.[A-Z_]+|(?:invalid|missing|illegal|insufficient)-[a-z][a-z-]*)/.exec(text)
  if (!found) return undefined
  const code = found[0].startsWith('ACQ.') ? found[0] : `isv.${found[0]}`
  return { code, message: text.replace(/\s+/g, ' ').trim(), ...traced(response) }
}
