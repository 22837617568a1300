import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../support/run-cli.ts'
import { fixture, writeSpec } from '../support/specs.ts'
import { tempDir } from '../support/temp-dir.ts'

async function withConnector(source: string, id: string) {
  const cwd = tempDir()
  const setup = { cwd, env: { INTEG_DATA_DIR: join(cwd, 'data') }, builtinConnectors: join(cwd, 'none') }
  await runCli(['connector', 'add', source, '--id', id], setup)
  return setup
}

describe('integ docs', () => {
  it('shows what an operation takes and answers, and a call to copy', async () => {
    const { code, stdout } = await runCli(
      ['docs', 'orders.create'],
      await withConnector(fixture('shop-3.0.yaml'), 'shop'),
    )
    expect(code).toBe(0)
    expect(stdout).toContain('orders.create  shop  POST /orders\nPlace an order\n')
    expect(stdout).toContain('Authentication  token')
    expect(stdout).toContain('  state  string  required\n    one of: open, paid\n')
    expect(stdout).toContain('  note  string | null  at most 10 characters\n')
    expect(stdout).toContain('Try it\n  integ call orders.create amount=1 state=open\n')
    // What only the platform may set is not asked for, but answered.
    expect(stdout.split('Answers')[0]).not.toContain('  id  ')
    expect(stdout.split('Answers')[1]).toContain('id  string  required')
  })

  it('shows it in Chinese, and by request line', async () => {
    const setup = await withConnector(fixture('shop-3.0.yaml'), 'shop')
    const { stdout } = await runCli(['docs', 'GET /orders', '--lang', 'zh-CN'], setup)
    expect(stdout).toContain('limit  integer  不小于 1  不大于 100  默认 20\n    How many')
  })

  it('gives the tree as JSON', async () => {
    const setup = await withConnector(fixture('shop-3.0.yaml'), 'shop')
    const document = (await runCli(['docs', 'orders.create', '--json'], setup)).json() as {
      body: { fields: { name: string; required: boolean; more?: boolean }[] }
    }
    expect(document).toMatchObject({
      connector: 'shop',
      operation: { id: 'orders.create', method: 'POST', auth: ['token'], writes: true },
      command: 'integ call orders.create amount=1 state=open',
    })
    expect(document.body.fields.map(({ name, required }) => [name, required])).toEqual([
      ['amount', true],
      ['state', true],
      ['note', false],
      ['parent', false],
      ['metadata', false],
    ])
  })

  it('shows an event with its payload', async () => {
    const { stdout } = await runCli(['docs', 'order.paid'], await withConnector(fixture('events-3.1.json'), 'acme'))
    expect(stdout).toContain('order.paid  acme  event\nAn order was paid')
    expect(stdout).toContain('  order  string  required  at least 3 characters')
    expect(stdout).toContain('integ trigger order.paid')
  })

  it('gives an overview without a name', async () => {
    const setup = await withConnector(fixture('events-3.1.json'), 'acme')
    expect((await runCli(['docs'], setup)).stdout).toContain(
      'acme  Events only 1\n  0 operations, 2 events\n  events: order.paid, order.closed',
    )
    expect((await runCli(['docs', 'acme', '--json'], setup)).json()).toMatchObject({
      connectors: [{ id: 'acme', operations: 0, events: [{ id: 'order.paid' }, { id: 'order.closed' }] }],
    })
  })

  it('names the nearest operation for a misspelt one', async () => {
    const { code, stderr } = await runCli(
      ['docs', 'orders.craete'],
      await withConnector(fixture('shop-3.0.yaml'), 'shop'),
    )
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean orders.create?')
  })

  it('lets no text of a document drive the terminal or the shell', async () => {
    const evil = '\u001b[2Jx\u202e'
    const source = writeSpec({
      openapi: '3.1.0',
      info: { title: evil, version: '1' },
      paths: {
        '/a': {
          post: {
            operationId: `a"; $(touch x) ${evil}`,
            summary: evil,
            description: `more ${evil}`,
            responses: { 200: { description: evil } },
          },
        },
      },
    })
    const setup = await withConnector(source, 'acme')
    const listed = (await runCli(['ops'], setup)).stdout
    const { stdout } = await runCli(['docs', 'POST /a'], setup)
    // eslint-disable-next-line no-control-regex
    expect(listed + stdout).not.toMatch(/[\u001b\u202e]/)
    expect(stdout).toContain(`integ call 'a"; $(touch x) `)
  })

  it('names the codes of the operation, and copies the example of the document', async () => {
    const { stdout } = await runCli(['docs', 'alipay.open.public.message.custom.send'], {
      env: { INTEG_DATA_DIR: tempDir() },
    })
    expect(stdout).toContain('Error codes  MSG_SD_NOBEHAVIOR, ')
    expect(stdout).not.toContain('isv.grant-type-invalid')
    expect(stdout).toContain('custom.send to_user_id=2088000000000001 msg_type=text ')
  })
})
