import type { Text } from '../../../sdk/index.ts'

/**
 * HTTP status and usual wording of each code [DOC error tables; OLD where marked o, GO where marked g]. Texts are those of
 * the error tables; the English ones, for Accept-Language: en, are ours [DOC 4012081709].
 */
export const CODES = {
  PARAM_ERROR: at(400, '参数错误', 'The parameter is invalid'),
  INVALID_REQUEST: at(400, 'HTTP 请求不符合微信支付 APIv3 接口规则', 'The request does not follow the rules'),
  APPID_MCHID_NOT_MATCH: at(400, 'AppID和mch_id不匹配', 'appid and mchid are not bound'),
  MCH_NOT_EXISTS: at(400, '商户号不存在', 'The merchant does not exist'),
  ORDER_CLOSED: at(400, '订单已关闭', 'The order is closed'),
  NO_STATEMENT_EXIST: at(400, '账单文件不存在', 'There is no bill'),
  STATEMENT_CREATING: at(400, '账单生成中', 'The bill is being made'),
  SIGN_ERROR: at(401, '签名错误', 'The signature is wrong'),
  NO_AUTH: at(403, '商户无权限', 'No permission'),
  OUT_TRADE_NO_USED: at(403, '商户订单号重复', 'The order number is used'),
  RULE_LIMIT: at(403, '业务规则限制', 'Limited by business rules'),
  TRADE_ERROR: at(403, '交易错误', 'The trade failed'),
  ACCOUNT_ERROR: at(403, '账号异常', 'The account is abnormal'),
  NOT_ENOUGH: at(403, '余额不足', 'The balance is not enough'),
  USER_ACCOUNT_ABNORMAL: at(403, '退款请求失败，用户账户异常', 'The account of the user is abnormal'),
  REQUEST_BLOCKED: at(403, '请求被拦截', 'The request is blocked'),
  ORDER_NOT_EXIST: at(404, '订单不存在', 'The order does not exist'),
  RESOURCE_NOT_EXISTS: at(404, '查询的资源不存在', 'The resource does not exist'),
  FREQUENCY_LIMITED: at(429, '频率超限', 'Too frequent'),
  RATELIMIT_EXCEEDED: at(429, '请求频率超限', 'Too many requests'),
  RATELIMIT_EXCEED: at(429, '请求频率超限', 'Too many requests'),
  RATE_LIMITED: at(429, '请求频率超限', 'Too many requests'),
  SYSTEM_ERROR: at(500, '系统异常，请稍后重试', 'System error, repeat with the same parameters'),
  BANK_ERROR: at(500, '银行系统异常', 'The bank failed'),
  OPENID_MISMATCH: at(500, 'openid和appid不匹配', 'openid and appid do not match'),
  INVALID_TRANSACTIONID: at(500, '订单号非法', 'The order number is invalid'),
  USER_PAYING: at(202, '需要用户输入支付密码', 'The user is entering the password'),
  SERVICE_UNAVAILABLE: at(503, '服务不可用', 'The service is unavailable'),
  // The HTTP status of the next four is UNCONFIRMED.
  ORDERPAID: at(400, '该订单已支付', 'The order is paid'),
  TRADE_OVERDUE: at(400, '订单已超过退款期限', 'The order is too old for a refund'),
  REFUND_FEE_MISMATCH: at(
    400,
    '退款金额与之前请求不一致',
    'The amounts differ from the earlier request under this number',
  ),
  ALREADY_EXISTS: at(400, '商家批次单号已存在', 'The batch number is used'),
} as const satisfies Readonly<Record<string, { readonly status: number; readonly text: Text }>>

export type Code = keyof typeof CODES

export function isCode(code: string): code is Code {
  return Object.hasOwn(CODES, code)
}

function at(status: number, zh: string, en: string): { readonly status: number; readonly text: Text } {
  return { status, text: { zh, en } }
}
