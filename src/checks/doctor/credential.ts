import type { AuthScheme, Credential, CredentialProblem } from '../../sdk/auth.ts'
import type { CheckResult } from '../../sdk/check.ts'
import type { Clock } from '../../sdk/http.ts'
import type { Text } from '../../text/text.ts'
import { provePairs, type PairProof } from './key-pairs.ts'
import type { ConnectorCheck, ConnectorContext } from './types.ts'

/** The credential that a call would use: present, well-formed, and its keys belong together. */
export const credentialCheck: ConnectorCheck = {
  id: 'credential',
  title: { en: 'credential', zh: '凭证' },
  needs: ['store'],
  async run(ctx): Promise<CheckResult> {
    const connector = await ctx.connector(ctx.connectorId)
    const schemes = Object.values(connector.auth)
    if (schemes.length === 0)
      return { status: 'skip', summary: { en: `${connector.id} needs none`, zh: `${connector.id} 不需要凭证` } }
    const found = await ctx.credential()
    if (!found) return nothingSaved(connector.id, ctx.environment)
    const { source } = found
    const login = `integ login ${connector.id} --env ${ctx.environment}`
    if (found.missing.length > 0) return incomplete(found.missing, source, login)
    const problems = inspect(schemes, found.credential, ctx.environment, ctx.clock)
    if (problems.length > 0) return misplaced(problems, source, login)
    const pairs = schemes.flatMap((scheme) => provePairs(scheme, found.credential, ctx.clock))
    const broken = pairs.find((pair) => pair.outcome === 'mismatch')
    if (broken) return mismatch(broken.signer, connector.id, ctx.environment, source)
    const doubts = [...shadowed(found.shadowing), ...(await doubtsAboutOthers(ctx, schemes))]
    if (doubts.length > 0)
      return {
        status: 'warn',
        summary: { en: `complete, ${source.en}; see below`, zh: `完整，${source.zh}；另见下方` },
        evidence: doubts,
      }
    const proven = pairs.some((pair) => pair.outcome === 'match')
    return {
      status: 'pass',
      summary: {
        en: `complete${proven ? ', its keys sign and verify' : ''}, ${source.en}`,
        zh: `完整${proven ? '，密钥可签名并验签' : ''}，${source.zh}`,
      },
    }
  },
}

function inspect(
  schemes: readonly AuthScheme[],
  credential: Credential,
  environment: string,
  clock: Clock,
): readonly CredentialProblem[] {
  return schemes.flatMap((scheme) => scheme.inspect?.(credential, environment, clock) ?? [])
}

function shadowed(variables: readonly string[]): Text[] {
  return variables.map((name) => ({
    en: `${name} is set and wins over the saved profile`,
    zh: `已设置 ${name}，它优先于已保存的凭证档案`,
  }))
}

/** Profiles that another environment or `--profile` would use: a bad one is worth a word, not a failure. */
async function doubtsAboutOthers(ctx: ConnectorContext, schemes: readonly AuthScheme[]): Promise<Text[]> {
  const others = await ctx.otherProfiles()
  return others.flatMap(({ name, environment, credential }) =>
    inspect(schemes, credential, environment, ctx.clock).map(({ field, problem }) => ({
      en: `profile ${name} (${environment}), ${field}: ${problem.en}`,
      zh: `凭证档案 ${name}（${environment}），${field}：${problem.zh}`,
    })),
  )
}

function incomplete(missing: readonly string[], source: Text, login: string): CheckResult {
  return {
    status: 'fail',
    summary: { en: `${missing.join(', ')} is missing`, zh: `缺少 ${missing.join('、')}` },
    cause: {
      en: 'A value was never entered, or its environment variable is empty.',
      zh: '某个值没有填写，或对应的环境变量为空。',
    },
    evidence: [source],
    fixes: [{ en: 'Log in again and give every value.', zh: '请重新登录并填写全部内容。' }],
    command: login,
  }
}

function misplaced(problems: readonly CredentialProblem[], source: Text, login: string): CheckResult {
  const line = ({ field, problem }: CredentialProblem): Text => ({
    en: `${field}: ${problem.en}`,
    zh: `${field}：${problem.zh}`,
  })
  const [first, ...rest] = problems.map(line)
  return {
    status: 'fail',
    summary: first ?? source,
    cause: { en: 'A value was copied to the wrong place, or not whole.', zh: '某个值填错了位置，或没有复制完整。' },
    evidence: [source, ...rest],
    fixes: distinct(problems.map((problem) => problem.fix)),
    command: login,
  }
}

function nothingSaved(connector: string, environment: string): CheckResult {
  if (environment === 'local')
    return {
      status: 'pass',
      summary: { en: 'the first call makes one for the sandbox', zh: '首次调用时会为沙箱自动生成' },
    }
  return {
    status: 'fail',
    summary: { en: `none is saved for ${environment}`, zh: `${environment} 环境没有已保存的凭证` },
    cause: { en: 'Only the environment local makes its own.', zh: '只有 local 环境会自动生成凭证。' },
    fixes: [{ en: 'Log in.', zh: '请登录。' }],
    command: `integ login ${connector} --env ${environment}`,
  }
}

function mismatch(signer: PairProof['signer'], connector: string, environment: string, source: Text): CheckResult {
  return {
    status: 'fail',
    summary:
      signer === 'partner'
        ? { en: 'your private key and your public key are not one pair', zh: '你的私钥与公钥不是一对' }
        : { en: "the platform's two keys are not one pair", zh: '平台的公钥与私钥不是一对' },
    cause: { en: 'One half was replaced, and the other was not.', zh: '其中一半被更换，另一半没有更新。' },
    evidence: [
      source,
      signer === 'partner'
        ? {
            en: 'signed with the private key; the public key refuses the signature',
            zh: '用私钥签名后，公钥验签不通过',
          }
        : {
            en: 'signed as the platform; the public key of the platform refuses the signature',
            zh: '以平台身份签名后，平台公钥验签不通过',
          },
    ],
    fixes:
      environment === 'local'
        ? [{ en: 'Remove the credential; the next call makes a new one.', zh: '删除该凭证，下次调用会重新生成。' }]
        : [{ en: 'Enter both halves of one pair.', zh: '请填写同一密钥对的两半。' }],
    command:
      environment === 'local'
        ? `integ logout ${connector} --env local`
        : `integ login ${connector} --env ${environment}`,
  }
}

function distinct(fixes: readonly Text[]): readonly Text[] {
  return fixes.filter((fix, index) => fixes.findIndex((one) => one.en === fix.en) === index)
}
