import type { JsonObject, OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../../sdk/index.ts'
import { beijingDay } from '../../beijing-time.ts'
import { success } from '../answers.ts'
import { businessFailure } from '../business-failure.ts'
import { bodyOf, textOf } from '../refused.ts'
import { behaviourOf, saveBehaviour, type Behaviour } from './audience.ts'
import { saveMessage } from './outbox.ts'

/** A custom message follows what the user did within five minutes [FAQ msg_sd_over_time]. */
const ANSWER_MS = 5 * 60_000
const EVENTS = ['follow', 'click', 'enter_ppchat'] as const

/** alipay.open.public.message.custom.send: an answer to what the user just did [PHP3]. */
export const sendCustomMessage: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  const user = userOf(body)
  if (user === undefined) return refuse('OPEN_ID_IS_ILLEGAL', '用户标识不合法')
  const problem = contentProblem(body)
  if (problem) return problem
  const seen = behaviourOf(call, user)
  if (!seen) return refuse('MSG_SD_NOBEHAVIOR', '用户没有触发行为')
  const event = textOf(body, 'event_type') ?? EVENTS.find((name) => seen[name] !== undefined) ?? 'follow'
  const refused = eventProblem(call, seen, event)
  if (refused) return refused
  if (event === 'enter_ppchat') saveBehaviour(call, { ...seen, answered: call.clock.now() })
  saveMessage(call, { kind: 'custom', to: user, content: body })
  return success({}, 'custom message within five minutes [FAQ msg_sd_over_time]')
}

function eventProblem(call: SimulatedCall, seen: Behaviour, event: string): SimulatedAnswer | undefined {
  if (!isEvent(event)) return refuse('MSG_SD_EVENT_TYPE_NOT_EXISTS', '事件类型不存在')
  const at = seen[event]
  if (event === 'follow' && !seen.following) return refuse('MSG_SD_FOLLOW_NOT_EXISTS', '用户未关注')
  if (at === undefined) return refuse('MSG_SD_NOBEHAVIOR', '用户没有触发行为')
  const now = call.clock.now()
  // Once a day after enter_ppchat, five minutes after the others [PHP3].
  if (event === 'enter_ppchat') {
    const again = seen.answered !== undefined && beijingDay(seen.answered) === beijingDay(now)
    return again ? refuse('MSG_ENTER_EVENT_OVER_LIMIT', '进入会话事件发送超限') : undefined
  }
  return now - at > ANSWER_MS ? refuse('MSG_SD_OVER_TIME', '超过可发送时间') : undefined
}

/** alipay.open.public.message.single.send: a template message to a follower [PHP3]. */
export const sendSingleMessage: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  const user = userOf(body)
  if (user === undefined) return refuse('OPENID_INVALID', '用户标识无效')
  if (textOf(bodyOf(body['template'] ?? null), 'template_id') === undefined)
    return refuse('MSG_TEMPLATE_ID_VALID', '模板 ID 无效')
  if (!behaviourOf(call, user)?.following) return refuse('MSG_SD_NOFOLLOW', '用户未关注')
  saveMessage(call, { kind: 'single', to: user, content: body })
  return success({}, 'single message to a follower [PHP3]')
}

/** alipay.open.public.message.total.send, .group.send and .label.send: to all, a group, or labelled followers [PHP3]. */
export const sendToMany =
  (kind: 'total' | 'group' | 'label'): OperationHandler =>
  (call) => {
    const body = bodyOf(call.body)
    const problem = contentProblem(body)
    if (problem) return problem
    const id = saveMessage(call, { kind, to: textOf(body, 'group_id') ?? kind, content: body })
    return success({ message_id: id }, `${kind} message [PHP3]`)
  }

/** alipay.open.public.message.content.create [PHP3]. */
export const createContent: OperationHandler = (call) => {
  const id = saveMessage(call, { kind: 'content', to: 'content', content: bodyOf(call.body) })
  // The address of a content is UNCONFIRMED; this one leads nowhere.
  return success({ content_id: id, content_url: `https://render.alipay.com/content/${id}` }, 'content [PHP3]')
}

/** alipay.open.public.life.msg.send [PHP3]. */
export const sendLifeMessage: OperationHandler = (call) => {
  saveMessage(call, { kind: 'life', to: 'followers', content: bodyOf(call.body) })
  return success({}, 'life message [PHP3]')
}

function contentProblem(body: JsonObject): SimulatedAnswer | undefined {
  const type = textOf(body, 'msg_type')
  if (type !== 'text' && type !== 'image-text') return refuse('MSG_TYPE_ILLEGAL', '消息类型不合法')
  const filled = type === 'text' ? body['text'] !== undefined : Array.isArray(body['articles'])
  return filled ? undefined : refuse('MSG_TYPE_ILLEGAL', '消息内容与类型不符')
}

function userOf(body: JsonObject): string | undefined {
  return textOf(body, 'to_user_id') ?? textOf(body, 'open_id') ?? textOf(body, 'to_open_id')
}

function isEvent(name: string): name is (typeof EVENTS)[number] {
  return (EVENTS as readonly string[]).includes(name)
}

function refuse(code: string, text: string): SimulatedAnswer {
  return businessFailure(code, text, `life account: ${code} [PHP3]`)
}
