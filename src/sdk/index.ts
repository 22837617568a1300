import type * as archive from './archive.ts'
import type * as certificateFacts from './certificate-facts.ts'
import type * as certificates from './certificates.ts'
import * as charset from './charset.ts'
import type { ConnectorModule } from './connector.ts'
import * as crypto from './crypto.ts'
import * as form from './form.ts'
import * as multipart from './multipart.ts'

export type * from './auth.ts'
export type * from './check.ts'
export type * from './connector.ts'
export type * from './http.ts'
export type * from './operation.ts'
export type * from './simulator.ts'
export type * from './webhook.ts'
export type { Lang, Text } from '../text/text.ts'

/** The object handed to a connector's module: `export default (sdk: Sdk) => sdk.defineConnector({ … })`. */
export interface Sdk {
  readonly crypto: typeof crypto
  readonly form: typeof form
  readonly multipart: typeof multipart
  /** Text in character sets other than UTF-8. */
  readonly charset: typeof charset
  /** Reading certificates. */
  readonly certificateFacts: typeof certificateFacts
  /** Making them; loaded when asked for. */
  readonly certificates: () => Promise<typeof certificates>
  /** Zip; loaded when asked for. */
  readonly archive: () => Promise<typeof archive>
  defineConnector(module: ConnectorModule): ConnectorModule
  /** Thrown by an action for what the platform would not let the person do. */
  readonly refuseAction: (message: { en: string; zh: string }) => Error
}
