import { describe, expect, it } from 'vitest'
import { freshHome, runBin } from '../support/bin.ts'
import { CTRL_C, inTerminal, type TerminalRun } from '../support/terminal.ts'

/** What a text from outside could do to a terminal if it came there as it is. None of it is used by integ itself. */
const TRICKS = {
  'clears the screen': 'a\u001b[2J\u001b[Hb',
  colours: '\u001b[35mred\u001b[0m',
  'overwrites the line above': 'a\u001b[5A\u001b[3Kforged',
  'sets the title': '\u001b]0;owned\u0007',
  'writes the clipboard': '\u001b]52;c;Y3Vy\u0007',
  'asks the terminal': '\u001b[6n\u001bP$q q\u001b\\',
  'uses C1 codes': '\u009b35mred\u009d0;owned\u009c',
  'returns to the start of the line': 'DELETE\rList',
  'goes back': 'rm\b\bls',
  'turns the direction': 'invoice\u202efdp.exe a\u2066b\u2069c \u061c',
  'has no width': 'pay\u200bpal \udb40\udc41 a\u2028b \u007f',
  'begins a line of its own': 'ok\n\u2714 verified',
} as const
const all = Object.values(TRICKS).join(' ')

// eslint-disable-next-line no-control-regex
const OWN = /\u001b\[(?:(?:1|2|22|3[12369])m|\?(?:25|2026)[hl]|1A|1G|[02]K)|\r\n/g
// eslint-disable-next-line no-control-regex
const HARMFUL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\udb40[\udc00-\udc7f]/

/** What was written, without the line ends, colours and spinner of integ. */
async function written(run: TerminalRun): Promise<string> {
  await run.ended
  const rest = run.raw().replace(OWN, '\n')
  expect(HARMFUL.exec(rest)?.[0]).toBeUndefined()
  expect(await run.lines()).not.toContain('\u2714 verified')
  return rest
}

describe('a hostile text reaches the terminal in visible form only', () => {
  it.each(Object.entries(TRICKS))('as a word of the command line that %s', async (_, trick) => {
    const text = await written(inTerminal(['explain', trick]))
    expect(text).toContain('[unknown-code]')
  })

  it.each([
    ['call', [all], 'unknown-operation'],
    ['call with a value', ['alipay.trade.query', `out_trade_no=T1`, '--env', all], 'invalid-value'],
    ['call with an item', ['alipay.trade.query', `${all}=1`], 'cause:'],
    ['docs', [all], 'cause:'],
    ['events show', [all], 'event-not-found'],
    ['login', [all], 'cause:'],
    ['whoami', [all], 'cause:'],
    ['sandbox act', [all], 'cause:'],
    ['trigger', [all], 'cause:'],
    ['connector add', [all], 'cause:'],
    ['validate', [all], 'cause:'],
    ['ops', [all], 'No operation'],
  ])('in what integ %s says of its argument', async (command, args, said) => {
    const text = await written(inTerminal([...command.replace(/ with.*/, '').split(' '), ...args]))
    expect(text).toContain(said)
  })

  it('as an unknown command and as an unknown option', async () => {
    expect(await written(inTerminal([all]))).toContain('unknown-command')
    expect(await written(inTerminal(['call', `--${all}`]))).toContain('unknown-option')
  })

  it('in a signed request that is shown', async () => {
    const order = [
      'call',
      'alipay.trade.precreate',
      'out_trade_no=T1',
      'total_amount=8.80',
      `subject=${all}`,
      '--dry-run',
      '--no-validate',
    ]
    expect(await written(inTerminal(order))).toContain('owned')
  })

  it('in answers, in --json, in what listen, act and events show print of an order', async () => {
    const home = freshHome()
    const listen = inTerminal(['listen', '--print-body'], { home })
    await listen.shows('Ctrl-C ends')
    const order = [
      'call',
      'alipay.trade.precreate',
      'out_trade_no=T1',
      'total_amount=8.80',
      `subject=${all}`,
      '--no-validate',
    ]
    expect(await written(inTerminal(order, { home }))).toContain('"T1"')
    await written(inTerminal(['sandbox', 'act', 'alipay.buyer.pay', 'out_trade_no=T1'], { home }))
    await listen.shows('owned')
    for (const argv of [
      ['events', 'show', 'latest'],
      ['events', 'show', 'latest', '--json'],
    ])
      expect(await written(inTerminal(argv, { home }))).toContain('owned')
    const refused = ['call', 'alipay.trade.query', `out_trade_no=${all}`, '--no-validate']
    await written(inTerminal(refused, { home }))
    listen.type(CTRL_C)
    // Ctrl-C is echoed by the terminal.
    expect(await written(listen)).toContain('owned')
  })

  it('in the log of the sandbox', async () => {
    const home = freshHome()
    const sandbox = inTerminal(['sandbox', 'start', '--port', '0'], { home })
    await sandbox.shows('state  ')
    const { stdout } = await runBin(['sandbox', 'status', '--json'], { home })
    const { connectors } = JSON.parse(stdout) as { connectors: readonly { url: string }[] }
    await fetch(`${connectors[0]?.url}/${encodeURIComponent(all)}?method=${encodeURIComponent(all)}`, {
      method: 'POST',
    })
    await fetch(`${connectors[0]?.url}/gateway.do?method=${encodeURIComponent(all)}&app_id=${encodeURIComponent(all)}`)
    await sandbox.shows(/gateway|INVALID|invalid|isv/i)
    sandbox.type(CTRL_C)
    await written(sandbox)
  })
})
