import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fill } from '../../../src/create/fill.ts'
import { ownDependency } from '../../../src/create/own-package.ts'
import { nextCommands } from '../../../src/create/next.ts'
import { choosePackageManager } from '../../../src/create/package-manager.ts'
import { listTemplates } from '../../../src/create/template.ts'
import { root } from '../../support/sources.ts'
import { tempDir } from '../../support/temp-dir.ts'

const templates = listTemplates(join(root, 'templates'))

test('every template says what it is in both languages and names three commands to try', () => {
  expect(templates.map(({ id }) => id)).toEqual(['alipay-payment', 'wechat-pay', 'openapi-client'])
  for (const { name, description, next } of templates) {
    for (const text of [name, description, ...next.map((step) => step.text)]) {
      expect(text.en).not.toBe('')
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/)
    }
    expect(next).toHaveLength(3)
  }
})

test('the commands of a template that it runs or recommends are scripts that it has', () => {
  for (const template of templates) {
    const { scripts } = JSON.parse(readFileSync(join(template.folder, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const named = template.next.flatMap(({ command }) => /^\{\{run\}\} (\S+)$/.exec(command)?.[1] ?? [])
    const first = template.firstRun?.kind === 'script' ? [template.firstRun.script] : []
    for (const script of [...named, ...first, ...template.afterInstall]) expect(scripts).toHaveProperty(script)
  }
})

test('the first command enters the folder; without packages it installs them', () => {
  const [template] = templates
  if (!template) throw new Error('there is no template')
  const packageManager = choosePackageManager('pnpm', {})
  const target = { root: '/x/my shop', shown: 'my shop', name: 'shop', exists: false }
  const variables = { run: 'pnpm run', exec: 'pnpm exec' }
  const commands = (installed: boolean) =>
    nextCommands({ template, target, packageManager }, variables, installed).map(({ command }) => command)
  expect(commands(true)).toEqual(['cd "my shop" && pnpm run dev', 'pnpm run test', 'pnpm exec integ validate'])
  expect(commands(false)[0]).toBe('cd "my shop" && pnpm install')
})

test('a variable without a value stays as it is', () => {
  expect(fill('{{a}} {{b}} {{constructor}} {{__proto__}}', { a: '{{b}}' })).toBe(
    '{{b}} {{b}} {{constructor}} {{__proto__}}',
  )
})

test('a project made from a checkout depends on that folder, any other on the version', () => {
  expect(ownDependency(root, '1.2.3')).toBe(`file:${root}`)
  expect(ownDependency(join(tempDir(), 'node_modules/create-integration'), '1.2.3')).toBe('^1.2.3')
})
