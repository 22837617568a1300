import type { Sdk } from '../../sdk/index.ts'
import { wechatPay2 } from './auth.ts'
import { decodeWechatError } from './decode-error.ts'
import { wechatRest } from './protocol.ts'
import { simulator } from './simulator/simulator.ts'
import { runWechatPayVectors } from './vector-runner/runner.ts'
import { wechatNotify } from './webhooks.ts'

export default (sdk: Sdk) =>
  sdk.defineConnector({
    auth: { wechatPay2: wechatPay2(sdk) },
    rest: wechatRest(sdk),
    webhooks: { wechatNotify: wechatNotify(sdk) },
    decodeError: decodeWechatError,
    simulator: simulator(sdk),
    vectors: runWechatPayVectors(sdk),
  })
