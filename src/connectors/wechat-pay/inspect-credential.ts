import type { Clock, Credential, CredentialProblem, Sdk, Text } from '../../sdk/index.ts'
import { readable } from './certificates.ts'
import {
  APIV3_KEY,
  APPID,
  CERTIFICATE_AS_KEY,
  EXPIRED,
  HALF_A_KEY,
  KEY_ID,
  MCHID,
  MERCHANT_THERE,
  NOTHING_TO_VERIFY,
  NOT_A_PAIR,
  NOT_PRIVATE,
  NO_CERTIFICATE,
  OTHER_SERIAL,
  OWN_AS_PLATFORM,
  PLATFORM_EXPIRED,
  PRIVATE_AS_PUBLIC,
  SERIAL,
  UNREADABLE,
} from './credential-problems.ts'

type Kind = 'private' | 'certificate' | 'public' | 'none'

/** Mistakes that can be told without asking the platform. Empty when the credential looks right. */
export const inspectCredential = (sdk: Sdk, credential: Credential, clock: Clock): CredentialProblem[] => {
  const found: CredentialProblem[] = []
  const say = (field: string, [problem, fix]: readonly [Text, Text]) => void found.push({ field, problem, fix })
  const of = (name: string) => credential[name] ?? ''

  if (!/^\d{1,32}$/.test(of('mchid'))) say('mchid', MCHID)
  if (!/^wx[0-9a-f]{16}$/.test(of('appid'))) say('appid', APPID)
  if (!/^[0-9a-f]{40}$/i.test(of('serial_no'))) say('serial_no', SERIAL)
  // Exactly 32 characters, used as bytes: anything else decrypts nothing [DOC 4012071382].
  if (Buffer.byteLength(of('apiv3_key')) !== 32) say('apiv3_key', APIV3_KEY)

  const own = kindOf(sdk, of('private_key'))
  if (own === 'certificate' || own === 'public') say('private_key', NOT_PRIVATE)
  if (own === 'none') say('private_key', UNREADABLE)

  if (!of('public_key') && !of('platform_certificate')) say('public_key', NOTHING_TO_VERIFY)
  if (of('public_key')) found.push(...publicKeyProblems(sdk, credential))
  if (!of('public_key_id') !== !of('public_key')) say(of('public_key') ? 'public_key_id' : 'public_key', HALF_A_KEY)
  if (of('public_key_id') && !/^PUB_KEY_ID_\d+$/.test(of('public_key_id'))) say('public_key_id', KEY_ID)
  found.push(...certificateProblems(sdk, credential, clock))
  return found
}

function publicKeyProblems(sdk: Sdk, credential: Credential): CredentialProblem[] {
  const { public_key: given = '', private_key: own = '' } = credential
  const kind = kindOf(sdk, given)
  const problem = (texts: readonly [Text, Text]) => [{ field: 'public_key', problem: texts[0], fix: texts[1] }]
  if (kind === 'private') return problem(PRIVATE_AS_PUBLIC)
  if (kind === 'certificate') return problem(CERTIFICATE_AS_KEY)
  if (kind === 'none') return problem(UNREADABLE)
  return kindOf(sdk, own) === 'private' && sdk.crypto.sameKeyPair(own, given) ? problem(OWN_AS_PLATFORM) : []
}

function certificateProblems(sdk: Sdk, credential: Credential, clock: Clock): CredentialProblem[] {
  const found: CredentialProblem[] = []
  const { private_key: own = '', merchant_certificate: mine = '', platform_certificate: theirs = '' } = credential
  const hasOwn = kindOf(sdk, own) === 'private'
  const say = (field: string, [problem, fix]: readonly [Text, Text]) => void found.push({ field, problem, fix })
  const merchant = readable(sdk, mine)
  if (mine && !merchant) say('merchant_certificate', NO_CERTIFICATE)
  if (merchant && hasOwn && !sdk.crypto.sameKeyPair(own, mine)) say('merchant_certificate', NOT_A_PAIR)
  if (merchant && merchant.serial !== (credential['serial_no'] ?? '').toUpperCase()) say('serial_no', OTHER_SERIAL)
  if (merchant && merchant.notAfter < clock.now()) say('merchant_certificate', EXPIRED)
  if (!theirs) return found
  const bundle = sdk.certificateFacts.splitBundle(theirs)
  const facts = bundle.map((pem) => readable(sdk, pem))
  if (bundle.length === 0 || facts.includes(undefined)) say('platform_certificate', NO_CERTIFICATE)
  else if (hasOwn && bundle.some((pem) => sdk.crypto.sameKeyPair(own, pem))) say('platform_certificate', MERCHANT_THERE)
  else if (facts.every((one) => (one?.notAfter ?? 0) < clock.now())) say('platform_certificate', PLATFORM_EXPIRED)
  return found
}

function kindOf(sdk: Sdk, text: string): Kind {
  if (text.includes('BEGIN CERTIFICATE')) return readable(sdk, text) ? 'certificate' : 'none'
  if (works(() => sdk.crypto.readPrivateKey(text))) return 'private'
  return works(() => sdk.crypto.readPublicKey(text)) ? 'public' : 'none'
}

function works(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
