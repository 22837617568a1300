/** `msg` by `code`, exact texts [LIVE, OPEN]. */
export const MESSAGES = {
  '10000': 'Success',
  '10003': 'order success pay inprocess',
  '20000': 'Service Currently Unavailable',
  '40001': 'Missing Required Arguments',
  '40002': 'Invalid Arguments',
  '40003': 'Insufficient Conditions',
  '40004': 'Business Failed',
  // UNCONFIRMED: the text of 40005.
  '40005': 'Call Limited',
} as const

/**
 * The codes that the simulator answers with, and their texts as the sandbox of the platform gives them: without the
 * explanation link [PROBE P2]. Gateway codes: OPEN 105806, DOC 02km9f. ACQ codes: error tables of the trade pages.
 */
export const SUB_CODES = {
  'isv.missing-method': { code: '40001', text: '缺少方法名参数' },
  'isv.missing-signature': { code: '40001', text: '缺少签名参数' },
  'isv.missing-signature-type': { code: '40001', text: '缺少签名类型参数' },
  'isv.missing-app-id': { code: '40001', text: '缺少AppID参数' },
  'isv.missing-timestamp': { code: '40001', text: '缺少时间戳参数' },
  'isv.missing-version': { code: '40001', text: '缺少版本参数' },
  'isv.invalid-parameter': { code: '40002', text: '参数无效' },
  'isv.invalid-method': { code: '40002', text: '不存在的方法名' },
  'isv.invalid-format': { code: '40002', text: '无效的数据格式' },
  'isv.invalid-signature-type': { code: '40002', text: '无效的签名类型' },
  'isv.invalid-signature': { code: '40002', text: '无效签名' },
  'isv.invalid-app-id': { code: '40002', text: '无效的AppID参数' },
  'isv.invalid-timestamp': { code: '40002', text: '非法的时间戳参数' },
  'isv.invalid-charset': { code: '40002', text: '字符集错误' },
  'isv.invalid-encrypt-type': { code: '40002', text: '无效的加密类型' },
  'isv.decryption-error-not-valid-encrypt-key': { code: '40002', text: '解密出错, 未配置加密密钥或加密密钥格式错误' },
  'isp.unknow-error': { code: '20000', text: '系统繁忙' },
  'ACQ.INVALID_PARAMETER': { code: '40004', text: '参数无效' },
  'ACQ.TRADE_NOT_EXIST': { code: '40004', text: '交易不存在' },
  'ACQ.TRADE_HAS_SUCCESS': { code: '40004', text: '交易已被支付' },
  'ACQ.TRADE_HAS_CLOSE': { code: '40004', text: '交易已经关闭' },
  'ACQ.TRADE_HAS_FINISHED': { code: '40004', text: '交易已完结' },
  'ACQ.CONTEXT_INCONSISTENT': { code: '40004', text: '交易信息被篡改' },
  // The text of trade.close; refund says 交易状态非法.
  'ACQ.TRADE_STATUS_ERROR': { code: '40004', text: '交易状态不合法' },
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': { code: '40004', text: '退款金额超限' },
  'ACQ.REASON_TRADE_REFUND_FEE_ERR': { code: '40004', text: '退款金额无效' },
  'ACQ.DISCORDANT_REPEAT_REQUEST': { code: '40004', text: '不一致的请求' },
  // The wording of the current page, UNCONFIRMED.
  'ACQ.PAYMENT_AUTH_CODE_INVALID': {
    code: '40004',
    text: '支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款。',
  },
  'ACQ.BUYER_SELLER_EQUAL': { code: '40004', text: '买卖家不能相同' },
  'ACQ.TOTAL_FEE_EXCEED': { code: '40004', text: '订单总金额超过限额' },
  // The codes are documented, their wording is UNCONFIRMED.
  'isv.app-call-limited': { code: '40005', text: '调用频次超限' },
  'ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR': { code: '40004', text: '当前时间已超过允许支付的时间' },
  'ACQ.TRADE_CANCEL_TIME_OUT': { code: '40004', text: '超过撤销时间范围' },
} as const

export type SubCode = keyof typeof SUB_CODES

export function isSubCode(text: string): text is SubCode {
  return Object.hasOwn(SUB_CODES, text)
}
