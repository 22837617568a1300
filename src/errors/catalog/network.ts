import { defineError } from '../integ-error.ts'

const doctor = { text: { en: 'Check the route and the clock.', zh: '检查网络与系统时钟。' }, command: 'integ doctor' }

export const unreachable = defineError<{ url: string; reason: string }>({
  code: 'unreachable',
  category: 'network',
  title: { en: 'The server could not be reached', zh: '无法连接到服务器' },
  cause: {
    en: 'Nothing listens there, the name does not resolve, or a proxy or firewall is in the way.',
    zh: '目标地址没有服务在监听、域名无法解析，或被代理、防火墙阻断。',
  },
  message: ({ url, reason }) => ({ en: `Could not reach ${url} (${reason}).`, zh: `无法连接 ${url}（${reason}）。` }),
  hints: () => [doctor],
})

export const timedOut = defineError<{ url: string; seconds: number }>({
  code: 'timed-out',
  category: 'network',
  title: { en: 'The server took too long', zh: '服务器响应超时' },
  cause: {
    en: 'The server accepted the connection but did not finish its answer in time.',
    zh: '连接已建立，但服务器未在时限内完成应答。',
  },
  message: ({ url, seconds }) => ({
    en: `${url} gave no complete answer within ${seconds} s.`,
    zh: `${url} 在 ${seconds} 秒内没有给出完整应答。`,
  }),
  hints: () => [
    { text: { en: 'Allow more time with --timeout <seconds>.', zh: '可用 --timeout <秒数> 放宽时限。' } },
    doctor,
  ],
})

export const answerTooLarge = defineError<{ url: string; bytes: number }>({
  code: 'answer-too-large',
  category: 'untrusted',
  title: { en: 'The answer is too large', zh: '应答过大' },
  cause: {
    en: 'An answer of an API is small; this one went past the limit after decoding.',
    zh: '接口应答通常很小，而这个应答解码后超过了上限。',
  },
  message: ({ url, bytes }) => ({
    en: `${url} sent more than ${bytes} bytes.`,
    zh: `${url} 的应答超过 ${bytes} 字节。`,
  }),
  hints: () => [],
})

export const answerBroken = defineError<{ url: string; reason: string }>({
  code: 'answer-broken',
  category: 'untrusted',
  title: { en: 'The answer is damaged', zh: '应答已损坏' },
  cause: { en: 'The connection ended early or the compressed body is cut.', zh: '连接提前中断，或压缩内容不完整。' },
  message: ({ url, reason }) => ({
    en: `The answer of ${url} cannot be used: ${reason}.`,
    zh: `${url} 的应答无法使用：${reason}。`,
  }),
  hints: () => [doctor],
})
