import { lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckResult } from '../../sdk/check.ts'
import type { MachineCheck } from './types.ts'

/** The folder that holds profiles: whether it can be read, by whom, and whether its files are whole. */
export const storeCheck: MachineCheck = {
  id: 'store',
  title: { en: 'saved credentials', zh: '已保存的凭证' },
  async run({ paths, savedProfiles }): Promise<CheckResult> {
    const folder = paths.config
    if (!exists(folder)) return { status: 'pass', summary: { en: 'nothing is saved yet', zh: '尚未保存任何内容' } }
    if (!statSync(folder).isDirectory()) return notAFolder(folder)
    const files = readdirSync(folder)
      .filter((name) => name.startsWith(STORE))
      .map((name) => join(folder, name))
      .filter((file) => exists(file) && statSync(file).isFile())
    if (files.length === 0) return { status: 'pass', summary: { en: 'nothing is saved yet', zh: '尚未保存任何内容' } }
    const loose = files.filter(isLoose)
    if (loose.length > 0) return readableByOthers('fail', loose, folder)
    // Throws what is wrong with the file; the runner says it.
    const count = (await savedProfiles()).length
    if (isLoose(folder) && !isSticky(folder)) return readableByOthers('warn', [folder], folder)
    return {
      status: 'pass',
      summary: {
        en: `${count} in ${folder}, only for this user`,
        zh: `${folder} 中共 ${count} 个，仅当前用户可读`,
      },
    }
  },
}

/** `profiles.json`, and what stands beside it while it is being replaced. */
const STORE = 'profiles.json'

/** A folder such as /tmp is everybody's on purpose. */
const isSticky = (path: string) => (statSync(path).mode & 0o1000) !== 0

/** Windows has no such modes; its user folders are private by default. */
function isLoose(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0
}

function exists(path: string): boolean {
  try {
    lstatSync(path)
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return false
    throw error
  }
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8).padStart(4, '0')
const quoted = (path: string) => (/^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)

function readableByOthers(status: 'fail' | 'warn', loose: readonly string[], folder: string): CheckResult {
  return {
    status,
    summary:
      status === 'fail'
        ? { en: 'other users of this machine can read the saved credentials', zh: '本机的其他用户可以读取已保存的凭证' }
        : { en: 'other users of this machine can look into the folder', zh: '本机的其他用户可以查看该目录' },
    cause: {
      en: 'The mode was changed, or the files were copied with a wide umask.',
      zh: '权限被修改过，或复制文件时 umask 过宽。',
    },
    evidence: loose.map((path) => `${modeOf(path)}  ${path}`),
    fixes: [{ en: 'The folder needs mode 0700, its files 0600.', zh: '目录权限应为 0700，其中的文件应为 0600。' }],
    command: `chmod -R go-rwx ${quoted(folder)}`,
  }
}

function notAFolder(folder: string): CheckResult {
  return {
    status: 'fail',
    summary: { en: `${folder} is not a folder`, zh: `${folder} 不是目录` },
    cause: { en: 'INTEG_CONFIG_DIR names a file.', zh: 'INTEG_CONFIG_DIR 指向了一个文件。' },
    fixes: [{ en: 'Name a folder, or unset the variable.', zh: '请指定目录，或取消该变量。' }],
  }
}
