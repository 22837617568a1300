import type { Clock, Credential, Random, Sdk } from '../../sdk/index.ts'
import { dayOf } from './beijing-time.ts'

const YEAR_MS = 365 * 24 * 3600_000
const DAY_MS = 24 * 3600_000
/** Platform and merchant certificates live five years [DOC 4012551764]. */
const LIFE_MS = 5 * YEAR_MS

/** A merchant with both ways to verify the platform: its public key and a certificate. */
export async function mintCredential(sdk: Sdk, random: Random, clock: Clock): Promise<Credential> {
  const merchant = sdk.crypto.generateRsaPair()
  const platform = sdk.crypto.generateRsaPair()
  const mchid = `19${digits(random, 8)}`
  const issued = await platformCertificate(sdk, random, clock)
  const { issueCertificate } = await sdk.certificates()
  const serial = newSerial(random)
  const certificate = issueCertificate({
    serial,
    subject: [['C', 'CN'], ['O', 'Local sandbox'], ['CN', mchid]], // prettier-ignore
    issuer: ISSUER,
    notBefore: clock.now() - DAY_MS,
    notAfter: clock.now() + LIFE_MS,
    subjectPublicKey: merchant.publicKey,
    issuerPrivateKey: issued.privateKey,
  })
  return {
    mchid,
    appid: `wx${Buffer.from(random.bytes(8)).toString('hex')}`,
    serial_no: serial,
    private_key: merchant.privateKey,
    merchant_certificate: certificate,
    apiv3_key: characters(random, 32),
    // Prefix and digits, as in examples; what they mean is not documented [DOC 4012154180].
    public_key_id: `PUB_KEY_ID_01${mchid}${dayOf(clock.now()).replaceAll('-', '')}${digits(random, 14)}`,
    public_key: platform.publicKey,
    platform_certificate: issued.certificate,
    platform_private_key: platform.privateKey,
    platform_certificate_key: issued.privateKey,
  }
}

/**
 * A renewed platform certificate beside the old one: both are listed and valid, and signing moves to the newer
 * [DOC 4012551764]. It stands first, because who reads one certificate from a file reads the first.
 */
export async function rotateCertificate(
  sdk: Sdk,
  credential: Credential,
  random: Random,
  clock: Clock,
): Promise<Credential> {
  const issued = await platformCertificate(sdk, random, clock)
  const joined = (name: string, added: string) => `${added.trim()}\n${credential[name] ?? ''}`.trimEnd()
  return {
    ...credential,
    platform_certificate: joined('platform_certificate', issued.certificate),
    platform_certificate_key: joined('platform_certificate_key', issued.privateKey),
  }
}

async function platformCertificate(
  sdk: Sdk,
  random: Random,
  clock: Clock,
): Promise<{ certificate: string; privateKey: string }> {
  const pair = sdk.crypto.generateRsaPair()
  const { issueCertificate } = await sdk.certificates()
  const certificate = issueCertificate({
    serial: newSerial(random),
    subject: [['C', 'CN'], ['O', 'Local sandbox'], ['CN', 'Platform of the local sandbox']], // prettier-ignore
    issuer: ISSUER,
    notBefore: clock.now(),
    notAfter: clock.now() + LIFE_MS,
    subjectPublicKey: pair.publicKey,
    issuerPrivateKey: pair.privateKey,
  })
  return { certificate, privateKey: pair.privateKey }
}

const ISSUER = [['C', 'CN'], ['O', 'Local sandbox'], ['CN', 'Authority of the local sandbox']] as const // prettier-ignore

/** Forty upper-case hexadecimal digits, as the platform's serial numbers are [DOC]. */
function newSerial(random: Random): string {
  const bytes = Buffer.from(random.bytes(20))
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.toString('hex').toUpperCase()
}

function digits(random: Random, count: number): string {
  return [...random.bytes(count)].map((byte) => byte % 10).join('')
}

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'

function characters(random: Random, count: number): string {
  return [...random.bytes(count)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
}
