import validateName from 'validate-npm-package-name'
import { projectNameUnusable } from '../errors/catalog/create.ts'
import type { Text } from '../text/text.ts'

const RESERVED_ON_WINDOWS = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
/** Letters and digits of every script; none of the characters that a shell, a template or a file system takes for its own. */
const ALLOWED = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._@+-]*$/u
const FALLBACK = 'integration'

/** Throws `project-name-unusable` for a folder name that would be trouble on some system. */
export function checkFolderName(name: string): void {
  const reason = folderProblem(name)
  if (reason) throw projectNameUnusable({ name, reason })
}

function folderProblem(name: string): Text | undefined {
  if (name.trim() === '') return { en: 'it is empty', zh: '名称为空' }
  if (name.length > 100) return { en: 'it is longer than 100 characters', zh: '超过 100 个字符' }
  if (/^[._-]/.test(name)) return { en: `it starts with "${name[0]}"`, zh: `以“${name[0]}”开头` }
  if (/[. ]$/.test(name)) return { en: 'it ends with a dot or a blank', zh: '以点或空格结尾' }
  if (!ALLOWED.test(name))
    return {
      en: 'it holds characters that a shell or a file system takes for its own',
      zh: '包含命令行或文件系统的特殊字符',
    }
  if (RESERVED_ON_WINDOWS.test(name))
    return { en: 'Windows keeps this name for a device', zh: '该名称在 Windows 上是保留设备名' }
  return /^(node_modules|favicon\.ico)$/i.test(name)
    ? { en: 'npm keeps this name for itself', zh: '该名称为 npm 保留' }
    : undefined
}

/** A name for npm: as given, or made from the folder's name. Throws `project-name-unusable`. */
export function packageName(given: string | undefined, folderName: string): string {
  const name = given ?? fromFolder(folderName)
  const verdict = validateName(name)
  if (verdict.validForNewPackages) return name
  const why = [...(verdict.errors ?? []), ...(verdict.warnings ?? [])][0] ?? 'npm does not take it'
  throw projectNameUnusable({ name, reason: { en: why, zh: `npm 不接受（${why}）` } })
}

/** A name without one Latin letter, such as 商店, gets a neutral one. */
function fromFolder(folderName: string): string {
  const plain = folderName.toLowerCase().replace(/[^a-z0-9._-]+/g, '-')
  return plain.replace(/^[-._]+|[-._]+$/g, '') || FALLBACK
}
