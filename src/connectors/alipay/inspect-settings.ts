import type { Credential, CredentialProblem, Sdk } from '../../sdk/index.ts'
import { contentKey } from './content-key.ts'

/** Values of the fields that are not keys. */
export const inspectSettings = (sdk: Sdk, credential: Credential): readonly CredentialProblem[] => {
  const { sign_type: signType, mode, aes_key: aesKey } = credential
  const problems: CredentialProblem[] = []
  if (signType && signType !== 'RSA2' && signType !== 'RSA') problems.push({ field: 'sign_type', ...SIGN_TYPE })
  if (mode && mode !== 'public-key' && mode !== 'certificate') problems.push({ field: 'mode', ...MODE })
  if (mode === 'certificate' && !credential['app_cert']) problems.push({ field: 'mode', ...NO_CERTIFICATES })
  if (aesKey && !contentKey(sdk, credential)) problems.push({ field: 'aes_key', ...AES_KEY })
  return problems
}

const SIGN_TYPE = {
  problem: { en: 'The algorithm is neither RSA2 nor RSA.', zh: '签名算法只能是 RSA2 或 RSA。' },
  fix: { en: 'Leave it out for RSA2.', zh: '使用 RSA2 时无需填写。' },
}
const MODE = {
  problem: { en: 'The mode is neither public-key nor certificate.', zh: '加签模式只能是 public-key 或 certificate。' },
  fix: { en: 'Leave it out: what the credential has decides.', zh: '可不填写，由凭证内容决定。' },
}
const NO_CERTIFICATES = {
  problem: { en: 'Certificate mode without certificates.', zh: '选择了证书模式，但没有证书。' },
  fix: {
    en: 'Give app_cert, alipay_cert and alipay_root_cert.',
    zh: '请提供 app_cert、alipay_cert 与 alipay_root_cert。',
  },
}
const AES_KEY = {
  problem: { en: 'The AES key is not base64 of 16 bytes.', zh: 'AES 密钥应为 16 字节的 base64。' },
  fix: { en: 'Copy it again from “接口内容加密方式”.', zh: '请在“接口内容加密方式”中重新复制。' },
}
