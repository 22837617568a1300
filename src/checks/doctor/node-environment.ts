import { accessSync, constants } from 'node:fs'
import type { CheckResult } from '../../sdk/check.ts'
import { majorOf } from './node.ts'
import type { MachineCheck } from './types.ts'

/** Environment variables that change how every Node.js program trusts servers. */
export const nodeEnvironmentCheck: MachineCheck = {
  id: 'node-env',
  title: { en: 'TLS settings of Node.js', zh: 'Node.js 的 TLS 设置' },
  async run({ env, node }): Promise<CheckResult> {
    if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
      return {
        status: 'fail',
        summary: {
          en: 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off',
          zh: 'NODE_TLS_REJECT_UNAUTHORIZED=0 关闭了证书校验',
        },
        cause: {
          en: 'Set once to get past a certificate error, it lets anyone on the way read and change every call.',
          zh: '往往是为绕过证书错误而设置，但它会让链路上的任何人都能读取和篡改每一次调用。',
        },
        fixes: [
          {
            en: 'Unset it; to trust a company certificate, put it in a file and name the file in NODE_EXTRA_CA_CERTS.',
            zh: '请取消该变量；如需信任公司证书，请存为文件并用 NODE_EXTRA_CA_CERTS 指定。',
          },
        ],
        command: 'unset NODE_TLS_REJECT_UNAUTHORIZED',
      }
    const file = env['NODE_EXTRA_CA_CERTS']
    if (!file) return { status: 'pass', summary: { en: 'certificates are checked', zh: '证书校验已开启' } }
    if (!isReadable(file))
      return {
        status: 'warn',
        summary: {
          en: `NODE_EXTRA_CA_CERTS names a file that cannot be read`,
          zh: 'NODE_EXTRA_CA_CERTS 指定的文件无法读取',
        },
        cause: {
          en: 'Node.js ignores it, so the certificates in it are not trusted.',
          zh: 'Node.js 会忽略它，其中的证书不会被信任。',
        },
        evidence: [`NODE_EXTRA_CA_CERTS=${file}`],
        fixes: [{ en: 'Correct the path, or unset the variable.', zh: '请修正路径，或取消该变量。' }],
      }
    if (majorOf(node) === 20)
      return {
        status: 'warn',
        summary: {
          en: 'NODE_EXTRA_CA_CERTS slows every start of Node.js 20',
          zh: 'NODE_EXTRA_CA_CERTS 会拖慢 Node.js 20 的每次启动',
        },
        cause: {
          en: 'Node.js 20 parses the whole file at every start; later versions do it at the first TLS connection.',
          zh: 'Node.js 20 每次启动都会解析整个文件；更新的版本只在首次 TLS 连接时解析。',
        },
        evidence: [`NODE_EXTRA_CA_CERTS=${file}`],
        fixes: [
          {
            en: 'Unset it where you do not need it, or move to Node.js 22 or later.',
            zh: '不需要时请取消该变量，或升级到 Node.js 22 及以上。',
          },
        ],
      }
    return {
      status: 'pass',
      summary: { en: `certificates are checked; extra ones from ${file}`, zh: `证书校验已开启；额外证书来自 ${file}` },
    }
  },
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}
