import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runCli } from '../support/run-cli.ts'
import { fixture } from '../support/specs.ts'
import { tempDir } from '../support/temp-dir.ts'

async function withConnectors() {
  const cwd = tempDir()
  const setup = { cwd, env: { INTEG_DATA_DIR: join(cwd, 'data') }, builtinConnectors: join(cwd, 'none') }
  await runCli(['connector', 'add', fixture('shop-3.0.yaml'), '--id', 'shop'], setup)
  await runCli(['connector', 'add', fixture('pets-2.0.json'), '--id', 'pets'], setup)
  return setup
}

it('lists operations of every connector, aligned', async () => {
  const { stdout } = await runCli(['ops'], await withConnectors())
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(9)
  expect(lines[0]).toBe('pets  post.pets      POST /pets')
  expect(new Set(lines.map((line) => line.search(/(GET|POST|DELETE) \//))).size).toBe(1)
})

it('narrows the list by words in name, summary, path or tag', async () => {
  const setup = await withConnectors()
  const ids = async (...words: string[]) =>
    ((await runCli(['ops', ...words, '--json'], setup)).json() as { operations: { id: string }[] }).operations.map(
      ({ id }) => id,
    )
  expect(await ids('order')).toEqual(['orders.list', 'orders.create', 'get.orders.id', 'orders.list.2', 'receipt'])
  expect(await ids('ORDERS', 'place')).toEqual(['orders.create'])
  expect(await ids('--connector', 'pets', 'photo')).toEqual(['addPhoto'])
})

it('answers 1 when nothing fits, and 2 for a connector that is not there', async () => {
  const setup = await withConnectors()
  const nothing = await runCli(['ops', 'zebra'], setup)
  expect([nothing.code, nothing.stdout]).toEqual([1, ''])
  expect((await runCli(['ops', '--connector', 'shpo'], setup)).stderr).toContain('Did you mean shop?')
})

it('leaves out request lines rather than summaries where a terminal is narrow', async () => {
  const { stdout } = await runCli(['ops', '--connector', 'alipay'], {
    tty: true,
    env: { INTEG_DATA_DIR: tempDir(), COLUMNS: '80' },
  })
  expect(stdout).toContain('Create a coupon activity')
  expect(stdout).not.toContain('/v3/')
})
