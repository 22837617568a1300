import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chooseTarget } from '../../../src/create/target.ts'
import { tempDir } from '../../support/temp-dir.ts'

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'ok'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('a new folder below the current one is taken, and nothing is written yet', () => {
  const cwd = tempDir()
  const target = chooseTarget('shop', undefined, cwd)
  expect(target).toEqual({ root: join(cwd, 'shop'), shown: 'shop', name: 'shop', exists: false })
  expect(readdirSync(cwd)).toEqual([])
})

test('an empty folder and one with a repository only are taken', () => {
  const cwd = tempDir()
  mkdirSync(join(cwd, 'empty'))
  mkdirSync(join(cwd, 'cloned/.git'), { recursive: true })
  expect(chooseTarget('empty', undefined, cwd).exists).toBe(true)
  expect(chooseTarget('cloned', undefined, cwd).exists).toBe(true)
})

test('a folder that holds a file is refused', () => {
  const cwd = tempDir()
  mkdirSync(join(cwd, 'shop'))
  writeFileSync(join(cwd, 'shop/note.txt'), 'mine')
  expect(codeOf(() => chooseTarget('shop', undefined, cwd))).toBe('folder-not-empty')
  expect(readFileSync(join(cwd, 'shop/note.txt'), 'utf8')).toBe('mine')
})

test('a file, a missing parent and a broken link are refused', () => {
  const cwd = tempDir()
  writeFileSync(join(cwd, 'shop'), '')
  symlinkSync(join(cwd, 'nowhere'), join(cwd, 'link'))
  expect(codeOf(() => chooseTarget('shop', undefined, cwd))).toBe('folder-unusable')
  expect(codeOf(() => chooseTarget('a/b', undefined, cwd))).toBe('folder-unusable')
  expect(codeOf(() => chooseTarget('link', undefined, cwd))).toBe('folder-unusable')
})

test('an absolute folder is taken when its parent is there', () => {
  const elsewhere = tempDir()
  expect(chooseTarget(join(elsewhere, 'shop'), undefined, tempDir()).root).toBe(join(elsewhere, 'shop'))
  expect(codeOf(() => chooseTarget(join(elsewhere, 'a/b'), undefined, tempDir()))).toBe('folder-unusable')
})

test('the current folder may be the project', () => {
  const cwd = tempDir()
  const inside = join(cwd, 'shop')
  mkdirSync(inside)
  expect(chooseTarget('.', undefined, inside)).toMatchObject({ root: inside, name: 'shop', exists: true })
})

test.each([
  ['My Shop', 'my-shop'],
  ['UPPER', 'upper'],
  ['日本', 'integration'],
  ['constructor', 'constructor'],
])('the folder %s makes the package %s', (dir, name) => {
  expect(chooseTarget(dir, undefined, tempDir()).name).toBe(name)
})

test('a package name may be given, and is checked', () => {
  expect(chooseTarget('shop', '@acme/shop', tempDir()).name).toBe('@acme/shop')
  expect(codeOf(() => chooseTarget('shop', 'Not A Name', tempDir()))).toBe('project-name-unusable')
})

test.each([
  '../evil',
  '..',
  'a/../../evil',
  'a\\..\\..\\evil',
  'C:\\evil',
  '\\\\host\\share',
  '',
  ' ',
  '-rf',
  '--help-me',
  'node_modules',
  'con',
  'aux.txt',
  'name.',
  'a\u0000b',
  'a\nb',
  'a\u001b[2Jb',
  '$(touch pwned)',
  '`touch pwned`',
  'a;touch pwned',
  'a&calc',
  '%PATH%',
  'a\'"b',
  '__proto__',
  'x{{7*7}}',
  '<%= 7*7 %>',
  'N'.repeat(300),
  '~',
  'a*b',
  'a|b',
])('the name %j is refused and nothing is written', (name) => {
  const cwd = tempDir()
  expect(codeOf(() => chooseTarget(name, undefined, cwd))).toBe('project-name-unusable')
  expect(readdirSync(cwd)).toEqual([])
  expect(existsSync(join(cwd, '../evil'))).toBe(false)
})
