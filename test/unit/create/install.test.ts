import { expect, test } from 'vitest'
import { installEnv, installPackages } from '../../../src/create/install.ts'
import { choosePackageManager } from '../../../src/create/package-manager.ts'
import type { CommandRunner, RunResult } from '../../../src/system/exec.ts'
import type { Plan } from '../../../src/create/choose.ts'

function planOf(afterInstall: readonly string[] = []): Plan {
  const text = { en: '', zh: '' }
  return {
    target: { root: '/somewhere/shop', shown: 'shop', name: 'shop', exists: false },
    template: { id: 't', folder: '/', name: text, description: text, order: 1, afterInstall, next: [] },
    packageManager: choosePackageManager(undefined, {}),
  }
}

function runner(answer: (args: readonly string[]) => Partial<RunResult>) {
  const ran: string[] = []
  const exec: CommandRunner = {
    run: async (file, args) => {
      ran.push([file, ...args].join(' '))
      return { code: 0, output: '', notFound: false, ...answer(args) }
    },
    startShell: () => Promise.reject(new Error('not used')),
  }
  return { ran, ports: { env: {}, exec: async () => exec, signal: new AbortController().signal } }
}

test('packages come first, then the scripts of the template', async () => {
  const { ran, ports } = runner(() => ({}))
  await installPackages(planOf(['generate']), ports)
  expect(ran).toEqual(['npm install --no-audit --no-fund --loglevel=error', 'npm run generate'])
})

test('a failure names the command to repeat and the end of its output', async () => {
  const { ports } = runner(() => ({ code: 1, output: 'line\nnpm error network down\n' }))
  const error = await installPackages(planOf(), ports).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'install-failed', category: 'network' })
  const { text, hints } = error as { text: { en: string }; hints: { command?: string }[] }
  expect(text.en).toContain('network down')
  expect(hints[0]?.command).toBe('cd shop && npm install')
})

test('a package manager that is not there is named', async () => {
  const { ports } = runner(() => ({ code: 127, notFound: true }))
  await expect(installPackages(planOf(), ports)).rejects.toMatchObject({ code: 'package-manager-missing' })
})

test('settings of the npx that started us do not reach the installation; the registry does', () => {
  const env = {
    PATH: '/bin',
    npm_config_package: 'node@22',
    npm_config_call: 'x',
    npm_config_local_prefix: '/elsewhere',
    npm_config_workspace: 'a',
    npm_lifecycle_event: 'npx',
    NODE_ENV: 'production',
    npm_config_omit: 'dev',
    npm_config_registry: 'https://npm.example.com',
    npm_config_cache: '/cache',
    HTTPS_PROXY: 'http://proxy',
  }
  expect(Object.keys(installEnv(env)).sort()).toEqual([
    'HTTPS_PROXY',
    'PATH',
    'npm_config_cache',
    'npm_config_registry',
  ])
})

test.each([
  ['pnpm/10.0.0 npm/? node/v22', 'pnpm'],
  ['yarn/1.22.22 npm/? node/v22', 'yarn'],
  ['bun/1.2.0 npm/? node/v22', 'bun'],
  ['npm/10.8.2 node/v20', 'npm'],
  ['cnpm/9', 'npm'],
  ['', 'npm'],
])('the package manager of %j is %s', (agent, name) => {
  expect(choosePackageManager(undefined, { npm_config_user_agent: agent }).name).toBe(name)
  expect(choosePackageManager('npm', { npm_config_user_agent: agent }).name).toBe('npm')
})
