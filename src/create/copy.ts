import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { cancelled } from '../errors/catalog/terminal.ts'
import { folderNotEmpty, templateBroken } from '../errors/catalog/create.ts'
import { fill, type Variables } from './fill.ts'
import type { Target } from './target.ts'
import { TEMPLATE_FILE } from './template.ts'

/** What a template may have on disk because somebody worked in it. */
const LEFT_OUT = new Set([TEMPLATE_FILE, 'node_modules', 'dist', '.integ', '.git', 'package-lock.json'])

/** Puts more into the staged project before it becomes visible. */
export type Finish = (staged: string) => Promise<void> | void

/**
 * Template → project, all or nothing: it is made in a folder beside the target (inside it, when the target exists)
 * and moved when it is complete. Throws `cancelled` when `signal` is set off before that.
 */
export async function copyTemplate(
  from: string,
  target: Target,
  variables: Variables,
  options: { readonly signal: AbortSignal; readonly finish?: Finish },
): Promise<void> {
  const staged = mkdtempSync(join(target.exists ? target.root : dirname(target.root), `.${basename(target.root)}-new-`))
  try {
    copyFolder(from, staged, variables)
    await options.finish?.(staged)
    if (options.signal.aborted) throw cancelled({})
    publish(staged, target)
  } finally {
    rmSync(staged, { recursive: true, force: true })
  }
}

function copyFolder(from: string, to: string, variables: Variables): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue
    const source = join(from, entry.name)
    const place = join(to, fill(realName(entry.name), variables))
    if (entry.isDirectory()) copyFolder(source, place, variables)
    else if (entry.isFile()) writeFileSync(place, filled(source, variables))
    else throw templateBroken({ folder: from, reason: `${entry.name} is neither a file nor a folder` })
  }
}

/** npm leaves `.gitignore` out of packages, so names that start with a dot are stored with `_`. */
function realName(name: string): string {
  return name.startsWith('_') ? `.${name.slice(1)}` : name
}

function filled(file: string, variables: Variables): string {
  return fill(readFileSync(file, 'utf8'), variables, file.endsWith('.json') ? 'json' : 'text')
}

function publish(staged: string, target: Target): void {
  if (!target.exists) return renameOnto(staged, target)
  const moved: string[] = []
  try {
    for (const name of readdirSync(staged)) {
      renameSync(join(staged, name), join(target.root, name))
      moved.push(join(target.root, name))
    }
  } catch (error) {
    for (const path of moved) rmSync(path, { recursive: true, force: true })
    throw error
  }
}

function renameOnto(staged: string, target: Target): void {
  try {
    // A temp folder is made for its owner only; a project has the mode of any new folder.
    chmodSync(staged, 0o777 & ~process.umask())
    renameSync(staged, target.root)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') throw folderNotEmpty({ folder: target.shown })
    throw error
  }
}
