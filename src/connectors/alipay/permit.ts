import type { HttpRequest, Operation, Sdk, SimulatedAnswer, Simulation } from '../../sdk/index.ts'
import { certificateSn, rootSn } from './certificate-sn.ts'
import { failure } from './simulator/answers.ts'
import { readAuth } from './v3/auth-string.ts'
import { gatewayParameters, isGateway } from './v2/parameters.ts'

/** What the platform checks once it knows the app: in certificate mode, that the certificates are the ones that it has. */
export const permitCertificates =
  (sdk: Sdk) =>
  ({ credential, clock }: Simulation, request: HttpRequest, _operation: Operation): SimulatedAnswer | undefined => {
    const { app, root } = namedIn(sdk, request)
    if (!app) return undefined
    const { app_cert: own, alipay_root_cert: bundle } = credential
    // An app without certificates is in public key mode, and has exactly one mode [DOC 02kf5p].
    if (!own || certificateSn(sdk, own) !== app)
      return failure('isv.app-cert-not-exist', 'the app has no such certificate [DOC 02kdnf]')
    if (sdk.certificateFacts.readCertificate(own).notAfter < clock.now())
      return failure('isv.app-cert-expired', 'the app’s certificate is over [DOC 02kdnf]')
    if (!bundle || rootSn(sdk, bundle) !== root)
      return failure('isv.invalid-alipay-root-cert-sn', 'not the numbers of the platform’s roots [DOC 02kdnf]')
    return undefined
  }

const namedIn = (
  sdk: Sdk,
  request: HttpRequest,
): { readonly app: string | undefined; readonly root: string | undefined } => {
  if (!isGateway(request))
    return { app: readAuth(request)?.pairs.get('app_cert_sn'), root: request.headers['alipay-root-cert-sn'] }
  const given = gatewayParameters(sdk, request)
  return { app: given.get('app_cert_sn'), root: given.get('alipay_root_cert_sn') }
}
