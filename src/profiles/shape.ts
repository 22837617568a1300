import type { AuthScheme, Credential, CredentialField, CredentialProblem } from '../sdk/auth.ts'
import type { Clock } from '../sdk/http.ts'
import type { EnvironmentName } from '../project/project.ts'
import { isNeeded } from './fields.ts'
import { readKey } from './fingerprint.ts'

/** What can be told offline: first what the scheme itself knows, then what the format of a field promises. */
export function inspectShape(
  scheme: AuthScheme,
  credential: Credential,
  environment: EnvironmentName,
  clock: Clock,
): readonly CredentialProblem[] {
  const own = scheme.inspect?.(credential, environment, clock) ?? []
  const told = new Set(own.map((problem) => problem.field))
  const rest = scheme.fields.filter((field) => !told.has(field.name)).flatMap((field) => problemOf(field, credential))
  return [...own, ...rest]
}

function problemOf(field: CredentialField, credential: Credential): CredentialProblem[] {
  const value = credential[field.name]
  const say = (en: string, zh: string, fixEn: string, fixZh: string) => [
    { field: field.name, problem: { en, zh }, fix: { en: fixEn, zh: fixZh } },
  ]
  if (!value && !isNeeded(field, credential)) return []
  if (!value) return say('It is empty.', '取值为空。', 'Give a value.', '请给出取值。')
  if (field.format === 'pem' && !readKey(value))
    return say(
      'It is not a key or certificate.',
      '不是密钥或证书。',
      'Give the whole PEM file.',
      '请提供完整的 PEM 文件。',
    )
  if (field.format === 'url' && !URL.canParse(value))
    return say('It is not a URL.', '不是合法的 URL。', 'Begin with https://.', '应以 https:// 开头。')
  if (field.format === 'base64' && !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value))
    return say('It is not base64.', '不是 base64。', 'Copy it again, without blanks.', '请重新复制，不含空白。')
  if (!value.includes('-----BEGIN') && /[\p{Cc}\p{Cf}]/u.test(value))
    return say(
      'It holds a line break or an invisible character.',
      '含有换行或不可见字符。',
      'Copy it again.',
      '请重新复制。',
    )
  return []
}
