import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { Env, MachineCheck } from './types.ts'

interface Installation {
  readonly folder: string
  readonly version: string
}

/** Which `integ` runs, and whether another one answers to the same name. */
export const cliCheck: MachineCheck = {
  id: 'cli',
  title: { en: 'integ', zh: 'integ' },
  async run({ version, env, cwd }) {
    const found = [...installationsInPath(env), ...installationsAbove(cwd)]
    const others = found.filter(
      (one, index) => one.version !== version && found.findIndex((x) => x.folder === one.folder) === index,
    )
    if (others.length === 0) return { status: 'pass', summary: { en: version, zh: version } }
    return {
      status: 'warn',
      summary: {
        en: `${version} runs; ${others.map((one) => one.version).join(', ')} is installed too`,
        zh: `正在运行 ${version}；另外还安装了 ${others.map((one) => one.version).join('、')}`,
      },
      cause: {
        en: 'A global and a local installation differ, so terminal, scripts and CI may behave differently.',
        zh: '全局与本地安装的版本不同，终端、脚本与 CI 的行为可能不一致。',
      },
      evidence: others.map((one) => `${one.version}  ${one.folder}`),
      fixes: [
        {
          en: 'Run the one of the project with npx integ, or bring both to one version.',
          zh: '请用 npx integ 运行项目内的版本，或把两处统一为同一版本。',
        },
      ],
    }
  },
}

function installationsInPath(env: Env): readonly Installation[] {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.flatMap((folder) => {
    try {
      return readInstallation(dirname(dirname(realpathSync(join(folder, 'integ')))))
    } catch {
      return []
    }
  })
}

function installationsAbove(cwd: string): readonly Installation[] {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', 'create-integration')
    if (existsSync(candidate)) return readInstallation(realpathSync(candidate))
    if (folder === dirname(folder)) return []
  }
}

function readInstallation(folder: string): readonly Installation[] {
  try {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>
    return name === 'create-integration' && typeof version === 'string' ? [{ folder, version }] : []
  } catch {
    return []
  }
}
