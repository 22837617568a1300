import { actionRefused } from '../errors/catalog/connector.ts'
import * as certificateFacts from './certificate-facts.ts'
import * as charset from './charset.ts'
import type { ConnectorModule } from './connector.ts'
import * as crypto from './crypto.ts'
import * as form from './form.ts'
import type { Sdk } from './index.ts'
import * as multipart from './multipart.ts'

/** What a connector's module is handed: nothing that touches the network, the disk or the clock. */
export function createSdk(): Sdk {
  return {
    crypto,
    form,
    multipart,
    charset,
    certificateFacts,
    certificates: () => import('./certificates.ts'),
    archive: () => import('./archive.ts'),
    defineConnector: (module: ConnectorModule) => module,
    refuseAction: (message) => actionRefused({ message }),
  }
}
