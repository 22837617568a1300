import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyTemplate } from '../../../src/create/copy.ts'
import { chooseTarget } from '../../../src/create/target.ts'
import { tempDir } from '../../support/temp-dir.ts'

function template(files: Readonly<Record<string, string>>): string {
  const folder = tempDir()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

const signal = new AbortController().signal
const small = {
  'template.json': '{}',
  _gitignore: 'dist/\n',
  'src/{{name}}.ts': 'export const name = "{{name}}" // {{other}}\n',
}

test('names and contents are filled in, dots come back, and what belongs to create stays behind', async () => {
  const cwd = tempDir()
  const from = template({ ...small, 'node_modules/x/index.js': '', 'package-lock.json': '{}' })
  await copyTemplate(from, chooseTarget('shop', undefined, cwd), { name: 'shop' }, { signal })
  expect(readdirSync(join(cwd, 'shop')).sort()).toEqual(['.gitignore', 'src'])
  expect(readFileSync(join(cwd, 'shop/src/shop.ts'), 'utf8')).toBe('export const name = "shop" // {{other}}\n')
  expect(readdirSync(cwd)).toEqual(['shop'])
})

test('a value inside JSON cannot end the text it stands in', async () => {
  const cwd = tempDir()
  const from = template({ 'package.json': '{"name":"{{name}}"}' })
  await copyTemplate(from, chooseTarget('shop', undefined, cwd), { name: 'a","scripts":{"x":"y' }, { signal })
  expect(JSON.parse(readFileSync(join(cwd, 'shop/package.json'), 'utf8'))).toEqual({ name: 'a","scripts":{"x":"y' })
})

test('the new folder has the mode of any new folder', async () => {
  const cwd = tempDir()
  mkdirSync(join(cwd, 'other'))
  await copyTemplate(template(small), chooseTarget('shop', undefined, cwd), {}, { signal })
  expect(statSync(join(cwd, 'shop')).mode).toBe(statSync(join(cwd, 'other')).mode)
})

test('an existing empty folder is filled and its repository stays', async () => {
  const cwd = tempDir()
  mkdirSync(join(cwd, 'shop/.git'), { recursive: true })
  writeFileSync(join(cwd, 'shop/.git/HEAD'), 'ref')
  await copyTemplate(template(small), chooseTarget('shop', undefined, cwd), { name: 'shop' }, { signal })
  expect(readdirSync(join(cwd, 'shop')).sort()).toEqual(['.git', '.gitignore', 'src'])
  expect(readFileSync(join(cwd, 'shop/.git/HEAD'), 'utf8')).toBe('ref')
})

test('a failure on the way leaves nothing behind', async () => {
  const cwd = tempDir()
  const work = copyTemplate(
    template(small),
    chooseTarget('shop', undefined, cwd),
    {},
    {
      signal,
      finish: () => Promise.reject(new Error('disk on fire')),
    },
  )
  await expect(work).rejects.toThrow('disk on fire')
  expect(readdirSync(cwd)).toEqual([])
})

test('an existing folder is empty again after a failure', async () => {
  const cwd = tempDir()
  mkdirSync(join(cwd, 'shop'))
  const work = copyTemplate(
    template(small),
    chooseTarget('shop', undefined, cwd),
    {},
    {
      signal,
      finish: () => Promise.reject(new Error('disk on fire')),
    },
  )
  await expect(work).rejects.toThrow()
  expect(readdirSync(join(cwd, 'shop'))).toEqual([])
})

test('Ctrl-C leaves nothing behind', async () => {
  const cwd = tempDir()
  const leave = new AbortController()
  const work = copyTemplate(
    template(small),
    chooseTarget('shop', undefined, cwd),
    {},
    {
      signal: leave.signal,
      finish: () => leave.abort(),
    },
  )
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  expect(readdirSync(cwd)).toEqual([])
})

test('a folder that somebody fills in the meantime keeps what they put there', async () => {
  const cwd = tempDir()
  const target = chooseTarget('shop', undefined, cwd)
  const finish = () => {
    mkdirSync(target.root)
    writeFileSync(join(target.root, 'mine.txt'), 'mine')
  }
  await expect(copyTemplate(template(small), target, {}, { signal, finish })).rejects.toMatchObject({
    code: 'folder-not-empty',
  })
  expect(readdirSync(target.root)).toEqual(['mine.txt'])
})

test('a link in a template is refused', async () => {
  const cwd = tempDir()
  const from = template(small)
  symlinkSync('/etc/hostname', join(from, 'hostname'))
  await expect(copyTemplate(from, chooseTarget('shop', undefined, cwd), {}, { signal })).rejects.toMatchObject({
    code: 'template-broken',
  })
  expect(readdirSync(cwd)).toEqual([])
})

test.skipIf(process.getuid?.() === 0)('a parent that cannot be written is an error, not half a project', async () => {
  const cwd = tempDir()
  chmodSync(cwd, 0o500)
  await expect(copyTemplate(template(small), chooseTarget('shop', undefined, cwd), {}, { signal })).rejects.toThrow()
  chmodSync(cwd, 0o700)
  expect(existsSync(join(cwd, 'shop'))).toBe(false)
})
