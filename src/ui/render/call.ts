import { isUtf8 } from 'node:buffer'
import type { CallResult, Prepared } from '../../call/call.ts'
import type { Outcome, Signed } from '../../call/types.ts'
import { isJsonType } from '../../spec/media.ts'
import { isBrokenJson } from '../../spec/rest-body.ts'
import { visible } from '../../signing/diff.ts'
import { clip } from '../../text/clip.ts'
import type { Lang } from '../../text/text.ts'
import { escapeControls, escapeLine } from '../../text/escape.ts'
import type { Io } from '../io.ts'
import { renderJson } from '../json.ts'
import { createStyle, type Style } from '../style.ts'
import { explanationDocument } from './explanation.ts'
import { renderRefusal } from './refusal.ts'

/** The documented `--json` shape of a call. `answer` is the platform's own. */
export function callDocument(result: CallResult, lang: Lang, verbose: boolean): Readonly<Record<string, unknown>> {
  const { outcome, target } = result
  const { error, explanation, diff, exchange } = outcome
  return {
    operation: target.operation.id,
    connector: target.connector.id,
    environment: target.environment,
    ok: error === undefined,
    status: exchange.response.status,
    verified: outcome.trust.kind,
    ms: Math.round(exchange.ms),
    answer: outcome.value,
    ...(error
      ? {
          error: {
            code: error.code,
            category: 'platform',
            message: error.message,
            ...(explanation ? { explanation: explanationDocument(explanation, lang) } : {}),
            ...(diff ? { signature: diff } : {}),
            ...(outcome.sameText ? { signature: { same: true } } : {}),
          },
        }
      : {}),
    ...(verbose ? { request: requestDocument(result.signed), signingInput: result.signed.input ?? null } : {}),
  }
}

export function preparedDocument(prepared: Prepared): Readonly<Record<string, unknown>> {
  const { target, signed } = prepared
  return {
    operation: target.operation.id,
    connector: target.connector.id,
    environment: target.environment,
    sent: false,
    request: requestDocument(signed),
    signingInput: signed.input ?? null,
  }
}

function requestDocument(signed: Signed): Readonly<Record<string, unknown>> {
  const { request } = signed
  return {
    method: request.method,
    url: request.url.href,
    headers: request.headers,
    ...(textIn(request.body) === undefined
      ? { bodyBase64: Buffer.from(request.body).toString('base64') }
      : { body: textIn(request.body) }),
  }
}

/** The answer on stdout; everything said about it on stderr. */
export function renderCall(result: CallResult, io: Io, verbose: boolean): void {
  const { outcome, signed, target } = result
  const talk = createStyle(io.errColor)
  if (verbose) renderVerbose(result, io, talk)
  renderAnswer(result, io)
  if (outcome.error) renderRefusal(outcome, io, talk)
  else if (!verbose) {
    const { exchange, trust } = outcome
    const facts = [
      `${signed.request.method} ${target.operation.id}`,
      target.environment,
      `${exchange.response.status}`,
      trustText(trust.kind)[io.lang],
      `${Math.round(exchange.ms)} ms`,
    ]
    io.err(talk.dim(facts.join(' · ')))
  }
}

/** JSON as JSON; anything else as it came, so that `> file` holds the platform's very bytes. No body prints nothing. */
function renderAnswer({ outcome, target }: CallResult, io: Io): void {
  const { value, exchange } = outcome
  const { body, headers } = exchange.response
  if (body.byteLength === 0) return
  const type = headers['content-type'] ?? ''
  const plain = target.protocol.id === 'rest' && typeof value === 'string'
  if (!plain || (isJsonType(type) && !isBrokenJson(exchange.response)))
    return io.out(io.stdoutTty ? renderJson(value, createStyle(io.color)) : JSON.stringify(value))
  const text = textIn(body)
  if (text === undefined && io.stdoutTty)
    io.say({
      en: `The answer is ${body.byteLength} bytes of ${type || 'an unnamed type'}, no text. Save it: put > file behind the command.`,
      zh: `应答为 ${body.byteLength} 字节的 ${type || '未知类型'} 数据，不是文本。如需保存，请在命令后加 > 文件名。`,
    })
  else if (text === undefined) io.bytes(body)
  else if (io.stdoutTty) io.out(escapeControls(text.replace(/\r?\n$/, '')))
  else io.write(text)
}

function textIn(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) && !bytes.includes(0) ? Buffer.from(bytes).toString('utf8') : undefined
}

function trustText(kind: Outcome['trust']['kind']): { en: string; zh: string } {
  if (kind === 'verified') return { en: 'answer verified', zh: '应答验签通过' }
  if (kind === 'unsigned') return { en: 'answer unsigned, as the platform leaves it', zh: '应答未签名（平台本就如此）' }
  if (kind === 'failed') return { en: 'answer not trusted', zh: '应答不可信' }
  return { en: 'answers are not signed', zh: '应答不带签名' }
}

function renderVerbose(result: CallResult, io: Io, style: Style): void {
  const { signed, outcome, target } = result
  const zh = io.lang === 'zh'
  io.err(style.bold(`${signed.request.method} ${signed.request.url.origin}${signed.request.url.pathname}`))
  io.err(style.dim(`  ${target.connector.id} · ${target.environment}${target.profile ? ` · ${target.profile}` : ''}`))
  renderSigningInput(signed, io, style)
  const { exchange, trust } = outcome
  io.err(style.bold(zh ? '应答' : 'Answer'))
  io.err(`  HTTP ${exchange.response.status} · ${exchange.response.body.byteLength} B · ${exchange.ms.toFixed(1)} ms`)
  io.err(`  ${trustText(trust.kind)[io.lang]}`)
  if (trust.kind === 'verified') io.err(style.dim(`  ${clip(visible(trust.verdict.input?.text ?? ''), 400)}`))
  const rule = exchange.response.headers['integ-rule']
  if (rule) io.err(style.dim(`  ${zh ? '依据' : 'rule'}: ${escapeControls(decodeURIComponent(rule))}`))
}

function renderSigningInput(signed: Signed, io: Io, style: Style): void {
  const { input } = signed
  if (!input) return
  io.err(
    style.bold(
      io.lang === 'zh' ? `待签名内容，共 ${input.parts.length} 项` : `Signing input, ${input.parts.length} parts`,
    ),
  )
  const width = Math.max(...input.parts.map(([name]) => name.length))
  for (const [name, value] of input.parts)
    io.err(`  ${style.cyan(escapeLine(name.padEnd(width)))}  ${escapeControls(visible(value))}`)
  io.err(style.dim(io.lang === 'zh' ? '  签名原文' : '  text that is signed'))
  io.err(`  ${escapeControls(visible(input.text))}`)
}

export function renderPrepared(prepared: Prepared, io: Io): void {
  const { signed, target } = prepared
  const style = createStyle(io.errColor)
  const { request } = signed
  renderSigningInput(signed, io, style)
  if (target.operation.extensions['order-string'] === true) {
    io.say({
      en: 'Hand this order string to the mobile SDK; nothing was sent.',
      zh: '请将以下订单串交给移动端 SDK；没有发送请求。',
    })
    io.out(request.url.search.slice(1))
    return
  }
  if (target.operation.browser) {
    io.say({ en: 'Open this address in a browser; nothing was sent.', zh: '请在浏览器中打开以下地址；没有发送请求。' })
    io.out(request.url.href)
    return
  }
  io.say({ en: 'Signed, not sent:', zh: '已签名，未发送：' })
  const shown = (text: string) => io.out(io.stdoutTty ? escapeControls(text) : text)
  io.out(`${request.method} ${request.url.href}`)
  for (const [name, value] of Object.entries(request.headers)) shown(`${name}: ${value}`)
  if (request.body.byteLength === 0) return
  const text = textIn(request.body)
  if (text === undefined)
    io.say({
      en: `and a body of ${request.body.byteLength} bytes, no text`,
      zh: `请求体为 ${request.body.byteLength} 字节的二进制数据`,
    })
  else shown(`\n${text}`)
}
