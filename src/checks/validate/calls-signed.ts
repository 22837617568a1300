import type { RequestRecord } from '../../sandbox/log.ts'
import type { CheckResult } from '../../sdk/check.ts'
import type { Text } from '../../text/text.ts'
import { replay } from './refusals.ts'
import type { StageCheck } from './types.ts'

/** Played last: it looks at every call that the integration made in the meantime. */
export const callsSigned: StageCheck = {
  id: 'calls.signed',
  title: { en: 'signs its calls', zh: '调用均已正确签名' },
  needs: ['start'],
  async run(stage): Promise<CheckResult> {
    const order = stage.driver && (await stage.order())
    const calls = await stage.calls()
    const bad = calls.filter((call) => call.verified === false || call.operation === undefined)
    if (bad.length > 0)
      return {
        status: 'fail',
        summary: {
          en: `${bad.length} of ${calls.length} calls were not accepted`,
          zh: `${calls.length} 次调用中有 ${bad.length} 次未被接受`,
        },
        cause: causeOf(bad),
        evidence: bad.slice(0, 5).map(lineOf),
        fixes: [
          { en: 'Read the code that the platform answered.', zh: '查看平台返回的错误码。' },
          {
            en: 'Compare the text that was signed: integ verify shows the first byte that differs.',
            zh: '比较待签名字符串：integ verify 会指出第一个不同的字节。',
          },
        ],
        command: bad[0]?.code === undefined ? replay(stage, 'calls.signed') : `integ explain ${bad[0].code}`,
      }
    if (calls.length > 0)
      return {
        status: 'pass',
        summary: { en: `${calls.length} of ${calls.length} accepted`, zh: `${calls.length} 次调用全部被接受` },
      }
    if (order && !order.ok)
      return {
        status: 'skip',
        summary: { en: 'no order was placed, and no call was made', zh: '没有下单成功，也没有发出调用' },
      }
    if (!order)
      return {
        status: 'skip',
        summary: {
          en: 'it made none; "orders" in integration.json would make it call',
          zh: '没有发出调用；在 integration.json 中配置 "orders" 可触发调用',
        },
      }
    return {
      status: 'fail',
      summary: { en: 'it placed an order, and the sandbox saw no call', zh: '已下单，但沙箱没有收到任何调用' },
      cause: {
        en: 'It calls another address than the one it was given in its environment variables, or none at all.',
        zh: '它没有使用环境变量中给出的地址，或根本没有发出调用。',
      },
      fixes: [
        {
          en: "Read the platform's address from the environment, as integ run sets it.",
          zh: '请从环境变量读取平台地址，变量与 integ run 设置的相同。',
        },
      ],
      command: replay(stage, 'calls.signed'),
    }
  },
}

function causeOf(bad: readonly RequestRecord[]): Text {
  const reasons = new Set(bad.map((call) => call.reason))
  if (reasons.has('missing')) return { en: 'The call carries no signature.', zh: '调用没有携带签名。' }
  if (reasons.has('expired'))
    return { en: 'The time in the call is too far from now.', zh: '调用中的时间与当前时间相差过大。' }
  if (reasons.has('unknown-key'))
    return { en: 'The call names a key that the platform does not know.', zh: '调用使用了平台不认识的密钥。' }
  if (bad.some((call) => call.operation === undefined))
    return { en: 'The platform has no such operation.', zh: '平台没有这个接口。' }
  return {
    en: 'Another text was signed than the one that was sent, or with another key.',
    zh: '签名的内容与发送的不一致，或使用了其他密钥。',
  }
}

function lineOf(call: RequestRecord): Text {
  const name = call.operation ?? `${call.method} ${call.path}`
  const why = [call.code, call.reason].filter((part) => part !== undefined).join(', ')
  return {
    en: `${name}: HTTP ${call.status}${why === '' ? '' : ` (${why})`}`,
    zh: `${name}：HTTP ${call.status}${why === '' ? '' : `（${why}）`}`,
  }
}
