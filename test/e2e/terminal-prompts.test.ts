import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { generateRsaPair } from '../../src/sdk/crypto.ts'
import { createBin, freshHome, runBin } from '../support/bin.ts'
import { CTRL_C, DOWN, ENTER, inTerminal, processesOf, type TerminalRun } from '../support/terminal.ts'

const ERASE = '\u0015'
const pair = generateRsaPair()
const platform = generateRsaPair()
const APP_ID = '2021009999000001'

function homeWithKeys(): string {
  const home = freshHome()
  writeFileSync(join(home, 'app.pem'), pair.privateKey)
  writeFileSync(join(home, 'alipay.pem'), platform.publicKey)
  writeFileSync(join(home, 'notes.txt'), 'no key')
  return home
}

const profilesOf = (home: string) => join(home, '.config/integ/profiles.json')

async function cancelled(run: TerminalRun): Promise<void> {
  run.type(CTRL_C)
  expect(await run.ended).toBe(130)
  expect(run.cursorShown()).toBe(true)
  expect(run.raw()).not.toMatch(/\n\s+at |ExitPromptError/)
}

describe('login in a terminal', () => {
  it('asks for each field in order, says what is wrong with a key and asks again, and saves a profile', async () => {
    const home = homeWithKeys()
    const run = inTerminal(['login', 'alipay', '--env', 'sandbox'], { home })
    await run.shows(/^\? App ID/m)
    run.type(`${APP_ID}${ENTER}`)
    await run.shows(/^\? Application private key \(path of the file\)/m)
    run.type(`nowhere.pem${ENTER}`)
    await run.shows('There is no such file.')
    run.type(`${ERASE}notes.txt${ENTER}`)
    await run.shows('holds no key')
    run.type(`${ERASE}.${ENTER}`)
    await run.shows('cannot be read')
    run.type(`${ERASE}~/app.pem${ENTER}`)
    await run.shows(/^\? Alipay public key/m)
    run.type(`alipay.pem${ENTER}`)
    await run.shows('Saved the profile alipay-sandbox')
    expect(await run.ended).toBe(0)
    const saved = readFileSync(profilesOf(home), 'utf8')
    expect(saved).toContain(APP_ID)
    expect(saved).toContain(JSON.stringify(pair.privateKey).slice(1, -1))
    expect(run.cursorShown()).toBe(true)
  })

  it('shows nothing of a key that is pasted instead of its path', async () => {
    const home = homeWithKeys()
    const line = pair.privateKey.split('\n').slice(1, -2).join('')
    const run = inTerminal(
      ['login', 'alipay', '--env', 'sandbox', '--set', `app_id=${APP_ID}`, '--file', 'alipay_public_key=alipay.pem'],
      { home },
    )
    await run.shows(/^\? Application private key/m)
    run.type(line.slice(0, 200))
    await run.shows('********')
    run.type(ENTER)
    await run.shows('not a whole key')
    run.type(`${line.slice(200)}${ENTER}`)
    await run.shows('Saved the profile')
    expect(await run.ended).toBe(0)
    for (let at = 100; at + 16 < line.length; at += 16) expect(run.raw()).not.toContain(line.slice(at, at + 16))
  })

  it('masks a secret', async () => {
    const home = freshHome()
    const document = {
      openapi: '3.1.0',
      info: { title: 'Acme', version: '1' },
      servers: [{ url: 'https://acme.example' }],
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } } },
      security: [{ key: [] }],
      paths: { '/orders': { get: { operationId: 'listOrders', responses: { 200: { description: 'ok' } } } } },
    }
    writeFileSync(join(home, 'acme.json'), JSON.stringify(document))
    expect(await runBin(['connector', 'add', 'acme.json', '--id', 'acme'], { home })).toMatchObject({ code: 0 })
    const run = inTerminal(['login', 'acme', '--env', 'production'], { home })
    await run.shows(/^\? API key/m)
    run.type('hunter2-hunter2')
    await run.shows('***************')
    run.type(ENTER)
    expect(await run.ended).toBe(0)
    expect(run.raw()).not.toContain('hunter2')
    expect(readFileSync(profilesOf(home), 'utf8')).toContain('hunter2-hunter2')
  })

  it('saves nothing when Ctrl-C ends it', async () => {
    const home = homeWithKeys()
    const run = inTerminal(['login', 'alipay', '--env', 'sandbox'], { home })
    await run.shows(/^\? App ID/m)
    run.type(`${APP_ID}${ENTER}`)
    await run.shows(/^\? Application private key/m)
    await cancelled(run)
    expect(existsSync(profilesOf(home))).toBe(false)
  })
})

describe('create-integration in a terminal', () => {
  it('asks for the folder and, with arrow keys, for the template', async () => {
    const home = freshHome()
    const run = inTerminal(['--no-install', '--no-run'], { home, program: createBin })
    await run.shows(/^\? Folder of the new project \(my-integration\)/m)
    run.type(`shop${ENTER}`)
    await run.shows(/^❯ Alipay payment/m)
    run.type(DOWN)
    await run.shows(/^❯ WeChat Pay payment/m)
    run.type(DOWN)
    await run.shows(/^❯ OpenAPI client/m)
    run.type(DOWN)
    await run.shows(/^❯ Alipay payment/m)
    run.type(ENTER)
    await run.shows('cd shop && npm install')
    expect(await run.ended).toBe(0)
    expect(existsSync(join(home, 'shop/integration.json'))).toBe(true)
    expect(readdirSync(home).filter((name) => !name.startsWith('.'))).toEqual(['shop'])
  })

  it('says why a folder cannot be used, and asks again', async () => {
    const home = homeWithKeys()
    const run = inTerminal(['--no-install', '--template', 'alipay-payment'], { home, program: createBin })
    await run.shows(/^\? Folder/m)
    run.type(`.${ENTER}`)
    await run.shows(/^\? Folder.*\n> .+/m)
    run.type(`${ERASE}shop${ENTER}`)
    expect(await run.ended).toBe(0)
    expect(existsSync(join(home, 'shop/package.json'))).toBe(true)
  })

  it('asks in Chinese, and leaves nothing behind after Ctrl-C', async () => {
    const home = freshHome()
    const run = inTerminal(['--no-install', '--lang', 'zh-CN'], { home, program: createBin })
    await run.shows(/^\? 新项目的目录/m)
    run.type(`shop${ENTER}`)
    await run.shows(/^❯ 支付宝收款/m)
    expect((await run.lines()).join('\n')).not.toMatch(/navigate|select/)
    await cancelled(run)
    await run.shows('已取消')
    expect(readdirSync(home).filter((name) => !name.startsWith('.'))).toEqual([])
    expect(processesOf(home)).toEqual([])
  })
})

describe('a call that changes production', () => {
  /** Where every connection of the program would go. */
  async function proxy(): Promise<{ url: string; connections: () => number }> {
    let connections = 0
    const server = createServer((socket) => {
      connections++
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, connections: () => connections }
  }
  const argv = [
    'call',
    'alipay.trade.precreate',
    'out_trade_no=T1',
    'total_amount=8.80',
    'subject=Tea',
    '--env',
    'production',
  ]

  it.each([
    ['sends nothing after n, and ends with 2', 'en', 'Send it?', 'n', 2, 0],
    ['sends nothing after Enter alone', 'zh-CN', '(是/否)', '', 2, 0],
    ['is sent after y', 'en', 'Send it?', 'y', undefined, 1],
  ])('asks first, and %s', async (_, lang, question, answer, code, atLeast) => {
    const home = freshHome()
    const credential = { app_id: APP_ID, private_key: pair.privateKey, alipay_public_key: platform.publicKey }
    const login = await runBin(['login', 'alipay', '--env', 'production', '--from', '-'], {
      home,
      stdin: JSON.stringify(credential),
    })
    expect(login.code).toBe(0)
    const { url, connections } = await proxy()
    const run = inTerminal([...argv, '--lang', lang, '--timeout', '5'], {
      home,
      env: { HTTPS_PROXY: url, HTTP_PROXY: url },
    })
    await run.shows(question)
    run.type(`${answer}${ENTER}`)
    // The proxy lets nothing through, so that what is sent fails.
    if (code === undefined) expect(await run.ended).not.toBe(0)
    else expect(await run.ended).toBe(code)
    expect(Math.min(connections(), 1)).toBe(atLeast)
  })

  it('sends nothing after Ctrl-C', async () => {
    const home = freshHome()
    const credential = { app_id: APP_ID, private_key: pair.privateKey, alipay_public_key: platform.publicKey }
    await runBin(['login', 'alipay', '--env', 'production', '--from', '-'], { home, stdin: JSON.stringify(credential) })
    const { url, connections } = await proxy()
    const run = inTerminal(argv, { home, env: { HTTPS_PROXY: url, HTTP_PROXY: url } })
    await run.shows('Send it?')
    await cancelled(run)
    expect(connections()).toBe(0)
  })
})
