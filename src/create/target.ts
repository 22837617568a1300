import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, resolve } from 'node:path'
import { folderNotEmpty, folderUnusable, projectNameUnusable } from '../errors/catalog/create.ts'
import { checkFolderName, packageName } from './project-name.ts'

export interface Target {
  /** Absolute. */
  readonly root: string
  /** As the user wrote it: for messages and for `cd`. */
  readonly shown: string
  /** npm package name. */
  readonly name: string
  /** The folder is there, and empty but for `.git`. */
  readonly exists: boolean
}

/**
 * Where the project goes. A relative folder stays below `cwd`; an absolute one is taken as given. In both cases the
 * parent has to be there. Looks, and writes nothing.
 */
export function chooseTarget(dir: string, name: string | undefined, cwd: string): Target {
  if (!isAbsolute(dir) && dir !== '.') checkRelative(dir)
  const root = resolve(cwd, dir)
  const own = basename(root)
  // The name of the folder that somebody stands in is not ours to judge, unless it has to become a package's name.
  if (dir !== '.') checkFolderName(own)
  const target = { root, shown: dir, name: packageName(name, own) }
  return { ...target, exists: checkFolder(root, dir) }
}

function checkRelative(dir: string): void {
  const segments = dir.replace(/\/+$/, '').split('/')
  if (segments.includes('..') || /[\\:]/.test(dir))
    throw projectNameUnusable({
      name: dir,
      reason: { en: 'it leads out of the current folder', zh: '指向了当前目录之外' },
    })
  for (const segment of segments) if (segment !== '.') checkFolderName(segment)
}

function checkFolder(root: string, shown: string): boolean {
  const parent = dirname(root)
  if (!isFolder(parent))
    throw folderUnusable({ folder: shown, reason: { en: `there is no folder ${parent}`, zh: `目录 ${parent} 不存在` } })
  if (lstatSync(root, { throwIfNoEntry: false }) === undefined) return false
  if (!isFolder(root)) throw folderUnusable({ folder: shown, reason: { en: 'it is not a folder', zh: '不是目录' } })
  if (readdirSync(root).some((entry) => entry !== '.git')) throw folderNotEmpty({ folder: shown })
  return true
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}
