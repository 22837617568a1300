import { describe, expect, it } from 'vitest'
import { commands } from '../../../src/commands/index.ts'
import type { CommandSpec } from '../../../src/cli/command.ts'
import { runCli } from '../../support/run-cli.ts'

const all = (specs: readonly CommandSpec[], path = ''): [string, CommandSpec][] =>
  specs.flatMap((spec) => [
    [`${path}${spec.name}`, spec] as [string, CommandSpec],
    ...all(spec.subcommands ?? [], `${path}${spec.name} `),
  ])

describe('the command line', () => {
  it('groups the commands by job', async () => {
    const { code, stdout } = await runCli(['--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('Call and understand APIs:')
  })

  it('speaks Chinese in help, headings included', async () => {
    const { stdout } = await runCli(['--help', '--lang', 'zh-CN'])
    expect(stdout).toContain('用法：')
    expect(stdout).toContain('调用与理解接口')
    expect(stdout).not.toContain('Usage:')
  })

  it('suggests the command that was meant', async () => {
    const { code, stdout, stderr } = await runCli(['cal'])
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('Did you mean call?')
    expect(stderr).toContain('[unknown-command]')
  })

  it('suggests the option that was meant', async () => {
    const { code, stderr } = await runCli(['call', 'x', '--dryrun'])
    expect(code).toBe(2)
    expect(stderr).toContain('--dry-run')
  })

  it('gives the one error shape under --json', async () => {
    const result = await runCli(['explain', '--json'])
    expect(result.code).toBe(2)
    expect(result.json()).toMatchObject({
      version: 1,
      error: { code: 'missing-argument', category: 'usage', hints: expect.any(Array) },
    })
  })

  it('refuses a language it does not speak', async () => {
    expect((await runCli(['--help', '--lang', 'fr'])).code).toBe(2)
  })

  it.each(all(commands).filter(([, spec]) => !spec.hidden))(
    '%s has help in both languages and examples or subcommands',
    async (path, spec) => {
      const english = await runCli([...path.split(' '), '--help'])
      const chinese = await runCli([...path.split(' '), '--help', '--lang', 'zh'])
      expect(english.code).toBe(0)
      expect(english.stdout).toContain('Usage:')
      expect(chinese.stdout).toContain('用法：')
      expect(chinese.stdout).toMatch(/[\u4e00-\u9fff]/)
      expect((spec.examples?.length ?? 0) + (spec.subcommands?.length ?? 0)).toBeGreaterThan(0)
    },
  )
})
