import { expect, it } from 'vitest'
import type { Credential, HttpResponse } from '../../../src/sdk/index.ts'
import { issueCertificate } from '../../../src/sdk/certificates.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { systemRandom } from '../../../src/system/random.ts'
import { auth, sdk, stubOperation, v2 } from './bench.ts'

const credential: Credential = await auth.mint(systemRandom, systemClock)
const forger = sdk.crypto.generateRsaPair()
const ROOT = sdk.certificateFacts.readCertificate(credential['alipay_root_cert']!).subject as never
const DAY = 24 * 3600_000

/** A certificate for the forger's key. */
function forged(changes: Partial<Parameters<typeof issueCertificate>[0]> = {}): string {
  return issueCertificate({
    serial: '2abc',
    subject: [['CN', 'Platform']],
    issuer: ROOT,
    notBefore: Date.now() - DAY,
    notAfter: Date.now() + DAY,
    subjectPublicKey: forger.publicKey,
    issuerPrivateKey: forger.privateKey,
    ...changes,
  })
}

function learn(...certificates: string[]): Credential | undefined {
  const content = Buffer.from(certificates.join('\n')).toString('base64')
  const body = Buffer.from(
    JSON.stringify({ alipay_open_app_alipaycert_download_response: { alipay_cert_content: content }, sign: '' }),
  )
  const response: HttpResponse = { kind: 'response', status: 200, headers: {}, body }
  return auth.keyDownload!.learn(
    { response, value: v2.read(stubOperation(''), response, credential) },
    credential,
    systemClock,
  )
}

it('learns a platform certificate that the roots issued, directly or by an authority between', () => {
  const issuerPrivateKey = credential['root_private_key']!
  expect(learn(forged({ issuerPrivateKey }))).toBeDefined()
  const middle = sdk.crypto.generateRsaPair()
  const name = [['CN', 'Authority']] as const
  const between = forged({ issuerPrivateKey, subject: name, subjectPublicKey: middle.publicKey, authority: true })
  expect(learn(forged({ issuer: name, issuerPrivateKey: middle.privateKey }), between)).toBeDefined()
})

it.each([
  ['signed by its own key under the name of the root', () => [forged()]],
  ['with a root of its own beside it', () => [forged(), forged({ subject: ROOT, authority: true })]],
  [
    'issued with the certificate of a merchant, which the root issued',
    () => {
      const { subject } = sdk.certificateFacts.readCertificate(credential['app_cert']!)
      return [
        forged({ issuer: subject as never, issuerPrivateKey: credential['private_key']! }),
        credential['app_cert']!,
      ]
    },
  ],
  [
    'that has expired',
    () => [forged({ issuerPrivateKey: credential['root_private_key']!, notAfter: Date.now() - 1000 })],
  ],
  ['that is none', () => ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']],
])('does not learn a certificate %s', (_name, certificates) => {
  expect(learn(...certificates())).toBeUndefined()
})
