import type { Sdk } from '../../sdk/index.ts'
import { alipayRsa2 } from './auth.ts'
import { simulator } from './simulator/simulator.ts'
import { decodeV2Error } from './v2/decode-error.ts'
import { v2Protocol } from './v2/protocol.ts'
import { alipayV3 } from './v3/auth.ts'
import { decodeV3Error } from './v3/decode-error.ts'
import { v3Protocol } from './v3/protocol.ts'
import { runAlipayVectors } from './vector-runner/runner.ts'
import { alipayNotify } from './webhooks.ts'

export default (sdk: Sdk) =>
  sdk.defineConnector({
    // v2 first: it carries every operation, and the sandbox's credential is made by it.
    auth: { alipayRsa2: alipayRsa2(sdk), alipayV3: alipayV3(sdk) },
    protocols: { v2: v2Protocol(sdk) },
    overPlain: (plain) => ({ v3: v3Protocol(sdk)(plain) }),
    webhooks: { alipayNotify: alipayNotify(sdk) },
    decodeError: (response, operation) => decodeV3Error(response, operation) ?? decodeV2Error(response, operation),
    simulator: simulator(sdk),
    vectors: runAlipayVectors(sdk),
  })
