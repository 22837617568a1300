import { createHash, createPublicKey, createSign, type KeyObject } from 'node:crypto'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  GeneralName,
  GeneralNames,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { readPrivateKey, readPublicKey } from './crypto.ts'

/** Makes certificates for simulated platforms and for the sandbox's own authority: SHA-256 with RSA or with an elliptic curve, as the issuer's key is. Loaded when needed. */

/** In certificate order: `[['C', 'CN'], ['O', 'Ant'], ['CN', 'app']]`. */
export type DistinguishedName = readonly (readonly [attribute: 'C' | 'O' | 'OU' | 'CN' | 'ST' | 'L', value: string])[]

export interface CertificateRequest {
  /** Hexadecimal, without a leading 00. */
  readonly serial: string
  readonly subject: DistinguishedName
  readonly issuer: DistinguishedName
  /** Milliseconds since the epoch. */
  readonly notBefore: number
  readonly notAfter: number
  /** PEM or bare base64, as for `rsaVerify`. */
  readonly subjectPublicKey: string
  readonly issuerPrivateKey: string
  /** A certificate authority. */
  readonly authority?: boolean
  /** Host names and IPv4 addresses that a server certificate is for. */
  readonly hosts?: readonly string[]
}

const RSA_SHA256 = '1.2.840.113549.1.1.11'
const ECDSA_SHA256 = '1.2.840.10045.4.3.2'
const ATTRIBUTES: Readonly<Record<string, string>> = {
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  ST: '2.5.4.8',
  L: '2.5.4.7',
}

/** An X.509 v3 certificate, PEM. */
export function issueCertificate(request: CertificateRequest): string {
  const issuerKey = readPrivateKey(request.issuerPrivateKey)
  const algorithm =
    issuerKey.asymmetricKeyType === 'ec'
      ? new AlgorithmIdentifier({ algorithm: ECDSA_SHA256 })
      : new AlgorithmIdentifier({ algorithm: RSA_SHA256, parameters: new Uint8Array([5, 0]).buffer })
  const spki = readPublicKey(request.subjectPublicKey).export({ type: 'spki', format: 'der' })
  const tbs = new TBSCertificate({
    version: Version.v3,
    serialNumber: integerBytes(request.serial),
    signature: algorithm,
    issuer: nameOf(request.issuer),
    validity: new Validity({ notBefore: new Date(request.notBefore), notAfter: new Date(request.notAfter) }),
    subject: nameOf(request.subject),
    subjectPublicKeyInfo: AsnConvert.parse(spki, SubjectPublicKeyInfo),
    extensions: new Extensions(extensionsOf(request)),
  })
  const toSign = AsnConvert.serialize(tbs)
  const signature = createSign('sha256').update(Buffer.from(toSign)).sign(issuerKey)
  const der = AsnConvert.serialize(
    new Certificate({
      tbsCertificate: tbs,
      tbsCertificateRaw: toSign,
      signatureAlgorithm: algorithm,
      signatureValue: exactBuffer(signature),
    }),
  )
  return pem(Buffer.from(der))
}

function nameOf(name: DistinguishedName): Name {
  return new Name(
    name.map(([attribute, value]) => {
      const text = new AttributeValue(attribute === 'C' ? { printableString: value } : { utf8String: value })
      return new RelativeDistinguishedName([
        new AttributeTypeAndValue({ type: ATTRIBUTES[attribute] ?? attribute, value: text }),
      ])
    }),
  )
}

function extensionsOf(request: CertificateRequest): Extension[] {
  const { authority = false, hosts = [] } = request
  const usage = authority
    ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign
    : KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment
  const issuer = createPublicKey(readPrivateKey(request.issuerPrivateKey))
  // Strict verifiers (Python from 3.13, Apple) ask for usage and key identifiers.
  const list = [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: authority }), true),
    extension(id_ce_keyUsage, new KeyUsage(usage), true),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(readPublicKey(request.subjectPublicKey)))),
    extension(
      id_ce_authorityKeyIdentifier,
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId(issuer)) }),
    ),
  ]
  if (hosts.length === 0) return list
  const names = hosts.map((host) =>
    /^\d+\.\d+\.\d+\.\d+$/.test(host) ? new GeneralName({ iPAddress: host }) : new GeneralName({ dNSName: host }),
  )
  list.push(extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])))
  list.push(extension(id_ce_subjectAltName, new GeneralNames(names)))
  return list
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })
}

function keyId(key: KeyObject): ArrayBuffer {
  return exactBuffer(
    createHash('sha1')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest(),
  )
}

/** DER integers are signed: a leading bit of one needs a zero in front. */
function integerBytes(hex: string): ArrayBuffer {
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  return exactBuffer((bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
}

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
