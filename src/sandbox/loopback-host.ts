import type { HttpRequest, HttpResponse } from '../sdk/http.ts'
import { problemAnswer } from './problem-answer.ts'

/**
 * A web page whose name was pointed at 127.0.0.1 (DNS rebinding) still sends its own name. Without a Host header the
 * caller is no browser.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) return true
  return /^(127\.0\.0\.1|\[::1\]|([a-z0-9-]+\.)*localhost)\.?(:\d*)?$/i.test(host.trim())
}

export function misdirected(host: string, request: HttpRequest): HttpResponse {
  const facts = {
    status: 421,
    code: 'host-not-loopback',
    title: { en: 'The sandbox answers to this machine only', zh: '沙箱只接受本机访问' },
    detail: {
      en: `Host is ${host}; use 127.0.0.1 or localhost.`,
      zh: `Host 为 ${host}，请改用 127.0.0.1 或 localhost。`,
    },
  }
  return problemAnswer(facts, request)
}
