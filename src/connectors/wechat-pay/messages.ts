/** One code has many messages [5.1 of the platform's pages]; the catalogue explains those that say more than their code. */
export const MESSAGES = {
  // SIGN_ERROR, 401
  'SIGN_ERROR#format': 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》',
  'SIGN_ERROR#orders': '签名信息错误，验签失败',
  'SIGN_ERROR#signature': '签名错误',
  'SIGN_ERROR#clock': 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟',
  'SIGN_ERROR#scheme': 'HTTP头Authorization认证类型不正确',
  'SIGN_ERROR#serial': '商户证书序列号有误。请使用签名私钥匹配的证书序列号',
  'SIGN_ERROR#expired': '商户证书已过期',
  'SIGN_ERROR#revoked': '商户证书已作废',
  'SIGN_ERROR#replaced': '商户已更换证书，请使用新证书',
  'SIGN_ERROR#no-certificate': '商户未申请过证书。',
  'SIGN_ERROR#no-apiv3-key': '商户未设置APIv3密钥。',
  // 400
  'PARAM_ERROR#wechatpay-serial': '平台证书序列号Wechatpay-Serial错误',
  'PARAM_ERROR#no-wechatpay-serial': 'HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)',
  'PARAM_ERROR#mchid': 'http header中的mchid与post payload中的mchid不匹配',
  'PARAM_ERROR#report-infos': '需传入转账场景报备信息，请检查',
  'PARAM_ERROR#order-number': '订单号格式不正确',
  'INVALID_REQUEST#user-agent': 'Http头缺少Accept或User-Agent',
  'INVALID_REQUEST#transfer-differs': '单号已存在但信息不一致，请查单后比较确认',
  'INVALID_REQUEST#not-profit-sharing': '非分账订单不支持分账',
  // 403
  'NOT_ENOUGH#operation-account': '商户运营账户资金不足，请充值后原单重试',
  'NOT_ENOUGH#sharing': '分账金额不足',
  'NOT_ENOUGH#sharing-nothing': '分账金额为0',
  // 404
  'RESOURCE_NOT_EXISTS#certificates': '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。',
} as const

export type Variant = keyof typeof MESSAGES

/** The catalogue's entry for a code with this message; undefined where the code's own entry says it all. */
export function entryOf(code: string, message: string): Variant | undefined {
  const found = (Object.entries(MESSAGES) as [Variant, string][]).find(
    ([id, text]) => id.startsWith(`${code}#`) && message.startsWith(text),
  )
  return found?.[0]
}
