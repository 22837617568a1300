import type { JsonObject, OperationHandler, SimulatedAnswer } from '../../../../sdk/index.ts'
import { success } from '../answers.ts'
import { businessFailure } from '../business-failure.ts'
import { bodyOf, textOf } from '../refused.ts'
import { isSubscribed } from './audience.ts'
import { saveMessage } from './outbox.ts'

const MOST_PAGE = 128
const MOST_KEYWORD = 20

/** alipay.open.app.mini.templatemessage.send: subscription and template messages of a mini program [OPEN, PHP3]. */
export const sendTemplateMessage: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  const user = textOf(body, 'to_user_id') ?? textOf(body, 'to_open_id')
  if (user === undefined || (textOf(body, 'to_user_id') && !/^2088\d{12}$/.test(user)))
    return refuse('USER_ID_INVALID', '用户 ID 无效')
  const template = textOf(body, 'user_template_id')
  if (template === undefined) return refuse('USER_TEMPLATE_ILLEGAL', '用户模板 ID 无效')
  if ((textOf(body, 'page') ?? '').length > MOST_PAGE) return refuse('PAGE_OVER_LIMIT', '跳转页面长度超限')
  const text = textOf(body, 'data')
  if (text === undefined) return refuse('DATA_IS_EMPTY', '消息数据为空')
  const data = read(text)
  if (!data) return refuse('DATA_CONTENT_FORMAT_ERROR', 'data 格式错误')
  const keywords = Object.values(data).map((one) => bodyOf(one)['value'])
  if (!keywords.every((value) => typeof value === 'string')) return refuse('DATA_CONTENT_FORMAT_ERROR', 'data 格式错误')
  // The limit of a keyword's length is UNCONFIRMED.
  if (keywords.some((value) => Array.from(value).length > MOST_KEYWORD))
    return refuse('USER_KEYWORD_LENGTH_ERROR', '关键词长度超限')
  // Who has never been asked counts as subscribed here, so that the first message works (UNCONFIRMED).
  if (!isSubscribed(call, user, template)) return refuse('MSG_UNSUBSCRIBED', '用户未订阅该消息')
  saveMessage(call, {
    kind: 'template',
    to: user,
    content: { user_template_id: template, data, page: body['page'] ?? '' },
  })
  return success({}, 'template message: no members of its own [OPEN alipay.open.app.mini.templatemessage.send]')
}

function read(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
  } catch {
    return undefined
  }
}

function refuse(code: string, text: string): SimulatedAnswer {
  return businessFailure(code, text, `template message: ${code} [PHP3]`)
}
