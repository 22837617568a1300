import type { CheckResult } from '../../sdk/check.ts'
import type { Text } from '../../text/text.ts'
import { acknowledgementOf, bodyOf, excerpt, nearMiss, received } from './facts.ts'
import { notSent, replay } from './refusals.ts'
import type { Scene, Stage, StageCheck } from './types.ts'

export const eventAcknowledged: StageCheck = {
  id: 'event.acknowledged',
  title: { en: 'acknowledges a genuine notification', zh: '确认真实的通知' },
  needs: ['event.sent'],
  async run(stage): Promise<CheckResult> {
    const scene = await stage.scene()
    if (!scene.ok) return notSent
    const { delivery, event } = scene
    if (!delivery.acknowledged) return notAcknowledged(stage, scene)
    const said = `HTTP ${delivery.response?.status ?? 0}, ${excerpt(delivery.response ? bodyOf(delivery.response) : '')}`
    return {
      status: 'pass',
      summary: {
        en: `${event.type}: ${said} (${delivery.ms} ms)`,
        zh: `${event.type}：${said}（${delivery.ms} 毫秒）`,
      },
    }
  },
}

function notAcknowledged(stage: Stage, scene: Scene): CheckResult {
  const { delivery, event, scheme, url } = scene
  const expected = acknowledgementOf(scheme)
  const near = delivery.response && nearMiss(scheme, delivery.response)
  return {
    status: 'fail',
    summary: near
      ? {
          en: `${event.type} was answered, but not as the platform expects it. ${near.en}`,
          zh: `对 ${event.type} 的应答不符合平台要求。${near.zh}`,
        }
      : { en: `${event.type} was not acknowledged`, zh: `${event.type} 没有得到确认` },
    cause: near ? repeats : causeOf(stage, scene),
    evidence: [
      {
        en: `sent: ${delivery.request.method} ${url.href} ${excerpt(delivery.request.body)}`,
        zh: `发送：${delivery.request.method} ${url.href} ${excerpt(delivery.request.body)}`,
      },
      { en: `expected: ${expected.en}`, zh: `期望：${expected.zh}` },
      received({
        ms: delivery.ms,
        ...(delivery.response ? { response: delivery.response } : {}),
        ...(delivery.error === undefined ? {} : { error: delivery.error }),
      }),
    ],
    fixes: notServed(delivery)
      ? [
          {
            en: `Correct the path of ${stage.connector.id} in "events" of integration.json.`,
            zh: `请修正 integration.json 的 "events" 中 ${stage.connector.id} 的路径。`,
          },
        ]
      : [{ en: `Answer with ${expected.en}, and nothing else.`, zh: `请应答 ${expected.zh}，不要附加其他内容。` }],
    command: replay(stage, 'event.acknowledged'),
  }
}

const repeats: Text = {
  en: 'The platform takes any other answer for a failure and sends the notification again.',
  zh: '其他任何应答都会被平台视为失败并重复通知。',
}

function notServed({ response }: Scene['delivery']): boolean {
  return response?.status === 404 || response?.status === 405
}

function causeOf({ driver }: Stage, { delivery }: Scene): Text {
  if (!delivery.response)
    return {
      en: 'The receiver does not answer at this address, or too late.',
      zh: '接收端在该地址没有应答，或应答过慢。',
    }
  if (notServed(delivery))
    return {
      en: 'No receiver is served at this path: "events" in integration.json names it.',
      zh: '该路径没有接收端；路径取自 integration.json 的 "events"。',
    }
  if (delivery.response.status >= 300 && delivery.response.status < 400)
    return {
      en: 'It answers with a redirect, and the platform does not follow one.',
      zh: '应答为重定向，平台不会跟随。',
    }
  if (delivery.response.status >= 500)
    return { en: 'The receiver failed while it worked on the notification.', zh: '接收端在处理通知时出错。' }
  if (driver)
    return {
      en: 'The receiver refuses the genuine notification: its verification, or its own checks, are wrong.',
      zh: '接收端拒绝了真实的通知：验签或业务校验有误。',
    }
  return {
    en: 'The receiver refuses the genuine notification. It may not know the order, which was placed without it: "orders" in integration.json lets it place the order itself.',
    zh: '接收端拒绝了真实的通知。该订单不是由集成创建的，它可能查不到；在 integration.json 中配置 "orders" 可由集成自己下单。',
  }
}
