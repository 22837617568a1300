import type { Sdk, Simulation } from '../../../sdk/index.ts'
import { clientText, type HandedOver, readHandedOver } from '../client-call.ts'
import { merchantPublicKey } from '../key-rings.ts'
import type { Payable } from './find-payable.ts'

/** What the merchant's server handed to the client; throws when it is not that. */
export function readClientCall(sdk: Sdk, text: string | undefined): HandedOver | undefined {
  if (!text) return undefined
  const read = readHandedOver(text)
  if (read) return read
  throw sdk.refuseAction({
    en: 'client_call is the JSON of the parameters: paySign with package, or sign with prepayid.',
    zh: 'client_call 应为调起参数的 JSON：含 paySign 与 package，或 sign 与 prepayid。',
  })
}

/** Throws unless the merchant signed it for this order [DOC 4012365339, 4012365340]. */
export function assertClientCall(sdk: Sdk, simulation: Simulation, payable: Payable, client: HandedOver): void {
  const appid = 'order' in payable ? payable.order.appid : payable.combination.combine_appid
  const text = clientText(client.kind, { ...client, appid })
  const key = merchantPublicKey(sdk, simulation.credential)
  if (key && client.appid === appid && sdk.crypto.rsaVerify(key, text, client.signature)) return
  throw sdk.refuseAction({
    en: `The signature of the client call does not hold (支付验证签名失败). The platform verifies:\n${text}`,
    zh: `支付验证签名失败。平台验签的字符串为：\n${text}`,
  })
}
