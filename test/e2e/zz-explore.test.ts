import { it } from 'vitest'
import { writeFileSync, readdirSync } from 'node:fs'
import { inTerminal, inSize, CTRL_C, ENTER, DOWN } from '../support/terminal.ts'
import { createBin } from '../support/bin.ts'
import { tempDir } from '../support/temp-dir.ts'
import { generateRsaPair } from '../../src/sdk/crypto.ts'
const show = async (t: any, n: string) => { const c = await t.ended; console.log(`== ${n} code ${c} len ${t.raw().length}\n` + (await t.lines()).join('\n') + '\n' + JSON.stringify(t.raw().slice(-300))) }
it('login', async () => {
  const cwd = tempDir()
  writeFileSync(cwd + '/app.pem', generateRsaPair().privateKey); writeFileSync(cwd + '/ali.pem', generateRsaPair().publicKey); writeFileSync(cwd+'/bad.pem','nonsense')
  const t = inTerminal(['login', 'alipay', '--env', 'sandbox'], { cwd })
  t.ended.then(() => 0)
  await t.shows(/App/i); t.type('2021009999000001\r')
  await t.shows(/private key.*path/is); t.type('nofile.pem\r')
  await t.shows('no such file'); t.type('\u0015bad.pem\r')
  await t.shows(/public key.*path/is); t.type('ali.pem\r')
  await t.shows('all the same'); t.type('n\r')
  await show(t, 'login')
})
it('login ctrl c', async () => {
  const t = inTerminal(['login', 'alipay', '--env', 'sandbox'])
  await t.shows(/App/i); t.type('2021\u0003')
  await show(t, 'login ^C')
})
it('create', async () => {
  const cwd = tempDir()
  const t = inTerminal(['--no-install', '--no-run'], { program: createBin, cwd })
  await t.shows('Folder'); t.type('shop\r'); await t.shows('What shall'); t.type(DOWN); t.type(DOWN+'\u001b[A\u001b[A'); t.type(ENTER)
  await show(t, 'create'); console.log(readdirSync(cwd))
})
it('create ^C', async () => {
  const cwd = tempDir()
  const t = inTerminal(['--no-install', '--no-run', '--lang', 'zh-CN'], { program: createBin, cwd })
  await t.shows('目录'); t.type('shop\r'); await t.shows('哪种'); t.type(CTRL_C)
  await show(t, 'create ^C'); console.log(readdirSync(cwd))
})
for (const a of [['--help'], ['doctor'], ['call', 'alipay.trade.query', 'out_trade_no=1']]) it('zero ' + a, async () => { const t = inSize(0, 0, a); await show(t, 'zero ' + a) })
it('zero create', async () => { const t = inSize(0, 0, ['shop', '--yes', '--no-install'], { program: createBin }); await show(t, 'zero create') })
it('listen', async () => { const t = inTerminal(['listen']); await t.shows('Ctrl-C ends'); t.type(CTRL_C); await show(t, 'listen') })
it('sandbox', async () => { const t = inTerminal(['sandbox', 'start', '--port', '0']); await t.shows('ends it'); t.type(CTRL_C); await show(t, 'sandbox') })
for (const a of [['call', 'a\u001b[31m\u009b31m\u202eb\u0007c'], ['explain', 'a\u001b[31m\u009b31m\u202eb\u0007c\nerror: x'], ['ops', 'a\u001b]0;x\u0007'], ['a\u001b[2J'], ['--a\u001b[2J'], ['events', 'show', 'a\u001b[2J'], ['call','alipay.trade.query','out_trade_no=1','--env','\u001b[31m'], ['call','alipay.trade.precreate','out_trade_no=T1','total_amount=1','subject=\u001b[31m\u009b2Jx\u202ea\u200b\u2028', '--dry-run']])
it('esc ' + a[0], async () => { const t = inTerminal(a); await show(t, JSON.stringify(a)); console.log(JSON.stringify(t.raw())) })
