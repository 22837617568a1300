import type { MachineCheck } from './types.ts'

/** End of life by release line. https://github.com/nodejs/release#release-schedule */
const END_OF_LIFE: Readonly<Record<number, string>> = {
  20: '2026-04-30',
  22: '2027-04-30',
  23: '2025-06-01',
  24: '2028-04-30',
  25: '2026-06-01',
}

export const nodeCheck: MachineCheck = {
  id: 'node',
  title: { en: 'Node.js', zh: 'Node.js' },
  async run({ node, clock }) {
    if (!isSupported(node))
      return {
        status: 'fail',
        summary: { en: `${node} is not supported`, zh: `不支持 ${node}` },
        cause: { en: 'integ runs on ^20.19 or >=22.12.', zh: 'integ 需要 ^20.19 或 >=22.12。' },
        fixes: [
          {
            en: 'Install a maintained version from https://nodejs.org.',
            zh: '请从 https://nodejs.org 安装仍在维护的版本。',
          },
        ],
      }
    const end = END_OF_LIFE[majorOf(node)]
    if (end !== undefined && clock.now() > Date.parse(end))
      return {
        status: 'warn',
        summary: { en: `${node} works; its line ended on ${end}`, zh: `${node} 可用，但该版本线已于 ${end} 停止维护` },
        cause: { en: 'It gets no security fixes any more.', zh: '不再获得安全修复。' },
        fixes: [{ en: 'Move to the current LTS when you can.', zh: '请在方便时升级到当前的 LTS 版本。' }],
      }
    return { status: 'pass', summary: { en: node, zh: node } }
  },
}

/** `^20.19 || >=22.12`, as in package.json. */
export function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
}

export function majorOf(version: string): number {
  return Number(version.split('.')[0])
}
