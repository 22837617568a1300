import type { Text } from '../text/text.ts'

const FAILURES: Readonly<Record<string, Text>> = {
  'connection-refused': { en: 'nothing listens there', zh: '该地址没有服务在监听' },
  'connection-closed': { en: 'the connection was closed without an answer', zh: '连接被关闭，没有应答' },
  'host-not-found': { en: 'no such host', zh: '主机名不存在' },
  timeout: { en: 'no answer in time', zh: '未在时限内应答' },
  redirect: { en: 'a redirect is not followed', zh: '不跟随重定向' },
  'remote-target': { en: 'not on this machine, so not sent', zh: '不在本机，未发送' },
  'unsupported-url': { en: 'not an http(s) address', zh: '不是 http(s) 地址' },
  'answer-too-large': { en: 'the answer is too large', zh: '应答过大' },
  'answer-broken': { en: 'the answer is cut or damaged', zh: '应答不完整或已损坏' },
  unreachable: { en: 'cannot be reached', zh: '无法连接' },
  'timed-out': { en: 'no answer in time', zh: '未在时限内应答' },
  dropped: { en: 'lost on the way, by a fault', zh: '因设定的故障在途中丢失' },
  'no-local-credential': { en: 'there is no local credential to sign with', zh: '没有可用于签名的本地凭证' },
  'connector-failed': { en: 'the connector could not make the event', zh: '连接器未能生成事件' },
  'unknown-event-type': { en: 'the connector no longer has this event', zh: '连接器中已没有该事件' },
}

/** Why an attempt had no answer that counts, by the code in its record. */
export function failureWords(code: string): Text {
  return FAILURES[code] ?? { en: code, zh: code }
}
