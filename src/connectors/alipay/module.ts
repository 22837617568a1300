import type { Sdk } from '../../sdk/index.ts'
import { alipayRsa2 } from './auth.ts'
import { simulator } from './simulator/simulator.ts'
import { decodeV2Error } from './v2/decode-error.ts'
import { v2Protocol } from './v2/protocol.ts'
import { runAlipayVectors } from './vector-runner/runner.ts'
import { alipayNotify } from './webhooks.ts'

export default (sdk: Sdk) =>
  sdk.defineConnector({
    auth: { alipayRsa2: alipayRsa2(sdk) },
    protocols: { v2: v2Protocol(sdk) },
    webhooks: { alipayNotify: alipayNotify(sdk) },
    decodeError: decodeV2Error,
    simulator: simulator(sdk),
    vectors: runAlipayVectors(sdk),
  })
