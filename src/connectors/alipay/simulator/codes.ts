/** `msg` by `code`, exact texts [LIVE, OPEN]. */
export const MESSAGES = {
  '10000': 'Success',
  '10003': 'order success pay inprocess',
  '20000': 'Service Currently Unavailable',
  '40001': 'Missing Required Arguments',
  '40002': 'Invalid Arguments',
  '40003': 'Insufficient Conditions',
  '40004': 'Business Failed',
  '20001': 'Insufficient Token Permissions',
  '40006': 'Insufficient Permissions',
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
  'isv.decryption-error-unknown': { code: '40003', text: '解密出错, 未知错误' },
  'isv.decryption-error-missing-encrypt-type': { code: '40001', text: '解密出错, 未指定加密算法' },
  // The texts of these are UNCONFIRMED [DOC 02kdnf, PHP3].
  'isv.missing-app-cert-sn': { code: '40002', text: '缺少应用公钥证书序列号' },
  'isv.missing-alipay-root-cert-sn': { code: '40002', text: '缺少支付宝根证书序列号' },
  'isv.invalid-alipay-root-cert-sn': { code: '40002', text: '支付宝根证书序列号错误' },
  'isv.app-cert-expired': { code: '40002', text: '应用公钥证书已过期' },
  'isv.app-cert-not-exist': { code: '40002', text: '应用公钥证书不存在' },
  'isv.alipay-cert-not-exist': { code: '40002', text: '支付宝公钥证书不存在' },
  'isv.code-invalid': { code: '40002', text: '授权码code无效' },
  'isv.not-support-app-auth': { code: '40002', text: '本接口不支持第三方代理调用' },
  'aop.invalid-auth-token': { code: '20001', text: '无效的访问令牌' },
  'aop.auth-token-time-out': { code: '20001', text: '访问令牌已过期' },
  'aop.invalid-app-auth-token': { code: '20001', text: '无效的应用授权令牌' },
  'aop.invalid-app-auth-token-no-api': { code: '20001', text: '商户未授权当前接口' },
  'aop.app-auth-token-time-out': { code: '20001', text: '应用授权令牌已过期' },
  'isv.insufficient-user-permissions': { code: '40006', text: '用户权限不足' },
  // The codes are documented; their wording and the coarse code above them are UNCONFIRMED [PHP3].
  'isv.grant-type-invalid': { code: '40002', text: '授权类型无效' },
  'isv.refresh-token-invalid': { code: '40002', text: '刷新令牌无效' },
  'isv.refresh-token-time-out': { code: '40002', text: '刷新令牌已过期' },
  'isv.refreshed-token-invalid': { code: '40002', text: '刷新令牌已被使用' },
  'isv.unmatched-app-id': { code: '40002', text: '令牌与应用不匹配' },
  'isv.suspected-attack': { code: '40002', text: '疑似攻击请求' },
  'isp.bill_not_exist': { code: '40004', text: '账单不存在' },
  invalid_arguments: { code: '40004', text: '入参不合法' },
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
