import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { unreachable } from '../../src/errors/catalog/network.ts'
import { generateRsaPair } from '../../src/sdk/crypto.ts'
import type { HttpClient } from '../../src/system/http.ts'
import { hasCurl } from '../support/curl.ts'
import { fixedClock } from '../support/fixed.ts'
import { type CliSetup, runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'

const ORDER = ['alipay.trade.precreate', 'out_trade_no=T1', 'total_amount=88.88', 'subject=Tea']

/** One home: the local credential and the state of the sandbox stay from call to call. */
function home(more: CliSetup = {}) {
  const folder = tempDir()
  const setup = { cwd: folder, ...more, env: { HOME: folder, ...more.env } }
  return (...argv: string[]) => runCli(['call', ...argv], setup)
}

describe('integ call', () => {
  it('gives the answer on stdout and one line about it on stderr', async () => {
    const { code, stdout, stderr } = await home()(...ORDER)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ code: '10000', out_trade_no: 'T1' })
    expect(stderr).toMatch(/^POST alipay\.trade\.precreate · local · 200 · answer verified · \d+ ms\n$/)
  })

  it('says when a part of what the sandbox kept cannot be read', async () => {
    const folder = tempDir()
    const setup = { cwd: folder, env: { HOME: folder, INTEG_STATE_DIR: join(folder, 'state') } }
    expect((await runCli(['call', ...ORDER], setup)).code).toBe(0)
    const file = join(folder, 'state/state/alipay.jsonl')
    writeFileSync(file, `broken\n${readFileSync(file, 'utf8')}`)
    const { stderr } = await runCli(['call', ...ORDER], setup)
    expect(stderr).toContain('1 unreadable lines of the state were left out.')
  })

  it('shows with -v what was signed, part by part, and what was verified', async () => {
    const { code, stdout, stderr } = await home()(...ORDER, '-v')
    expect(code).toBe(0)
    expect(Object.keys(JSON.parse(stdout) as object)).toContain('qr_code')
    expect(stderr).toContain('Signing input, 7 parts\n')
    expect(stderr).toMatch(/^ {2}biz_content {2}\{"out_trade_no":"T1","total_amount":"88\.88","subject":"Tea"\}$/m)
    expect(stderr).toMatch(/^ {2}app_id=9021\d{12}&biz_content=\{.*\}&charset=utf-8&method=alipay\.trade\.precreate&/m)
    expect(stderr).toMatch(/^ {2}HTTP 200 · \d+ B · [\d.]+ ms\n {2}answer verified$/m)
  })

  it('speaks Chinese with -v', async () => {
    const { stderr } = await home()(...ORDER, '-v', '--lang', 'zh-CN')
    expect(stderr).toContain('待签名内容，共 7 项')
    expect(stderr).toContain('应答验签通过')
  })

  it('signs and shows the request with --dry-run, and sends nothing', async () => {
    const sent: string[] = []
    const http: HttpClient = {
      send: (request) => {
        sent.push(request.url.href)
        return Promise.reject(unreachable({ url: request.url.origin, reason: 'ECONNREFUSED' }))
      },
    }
    const { code, stdout, stderr } = await home({ http })(...ORDER, '--dry-run')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/gateway\.do\?method=alipay\.trade\.precreate&.*&sign=/)
    expect(stdout).toContain('\n\nbiz_content=%7B%22out_trade_no%22%3A%22T1%22')
    expect(stderr).toContain('Signed, not sent:')
    expect(sent.filter((url) => url.includes('gateway.do'))).toEqual([])
  })

  it('tells what was prepared as one document', async () => {
    const result = await home()(...ORDER, '--dry-run', '--json')
    expect(result.json()).toMatchObject({
      version: 1,
      operation: 'alipay.trade.precreate',
      connector: 'alipay',
      environment: 'local',
      sent: false,
      request: { method: 'POST', url: expect.stringContaining('sign='), body: expect.stringContaining('biz_content=') },
      signingInput: { text: expect.stringContaining('app_id=9021'), parts: expect.any(Array) },
    })
  })

  it.skipIf(!hasCurl)('prints with --curl a command that sends the very bytes it would send itself', async () => {
    const received: { target: string; type: string | undefined; body: Buffer }[] = []
    const server = createServer((request, answer) => {
      void buffer(request).then((body) => {
        received.push({ target: request.url ?? '', type: request.headers['content-type'], body })
        answer.end('ok')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    const call = home({ clock: fixedClock() })
    const order = [...ORDER.slice(0, -1), `subject=it's 100% "咖啡" $HOME [x] {y}`]
    const { request } = (await call(...order, '--dry-run', '--json')).json() as {
      request: { url: string; headers: Record<string, string>; body: string }
    }
    const { code, stdout } = await call(...order, '--curl')
    expect(code).toBe(0)
    // The sandbox of that run has ended; the address is no part of what is signed.
    const command = stdout.trimEnd().replace(/http:\/\/127\.0\.0\.1:\d+/, `http://127.0.0.1:${port}`)
    await promisify(execFile)('sh', ['-c', `${command} --silent --fail --max-time 10`])
    const { pathname, search } = new URL(request.url)
    expect(received).toEqual([
      { target: pathname + search, type: request.headers['content-type'], body: Buffer.from(request.body) },
    ])
  })

  it('tells a success as one document, with what was signed under -v', async () => {
    const call = home()
    const brief = (await call(...ORDER, '--json')).json()
    expect(brief).toMatchObject({
      version: 1,
      operation: 'alipay.trade.precreate',
      connector: 'alipay',
      environment: 'local',
      ok: true,
      status: 200,
      verified: 'verified',
      ms: expect.any(Number),
      answer: { code: '10000', out_trade_no: 'T1' },
    })
    expect(Object.keys(brief)).not.toContain('signingInput')
    expect((await call(...ORDER, '--json', '-v')).json()).toMatchObject({ signingInput: { parts: expect.any(Array) } })
  })

  it('explains a refusal of the platform, and its exit code is 1', async () => {
    const call = home()
    const { code, stdout, stderr } = await call('alipay.trade.query', 'out_trade_no=T9')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
    expect(stderr).toContain('refused by the platform ACQ.TRADE_NOT_EXIST 交易不存在\n')
    expect(stderr).toContain('  cause: The number is wrong')
    expect(stderr).toContain('  read on: integ explain ACQ.TRADE_NOT_EXIST')
    const chinese = await call('alipay.trade.query', 'out_trade_no=T9', '--lang', 'zh-CN')
    expect(chinese.stderr).toContain('平台拒绝了请求 ACQ.TRADE_NOT_EXIST')
    expect(chinese.stderr).toContain('可能原因： 单号错误')
  })

  it('tells a refusal as one document, explained in the language that was asked for', async () => {
    const result = await home()('alipay.trade.query', 'out_trade_no=T9', '--json', '--lang', 'zh-CN')
    expect(result.code).toBe(1)
    expect(result.stderr).toBe('')
    expect(result.json()).toMatchObject({
      ok: false,
      answer: { sub_code: 'ACQ.TRADE_NOT_EXIST' },
      error: {
        code: 'ACQ.TRADE_NOT_EXIST',
        category: 'platform',
        explanation: { title: expect.stringMatching(/[\u4e00-\u9fff]/), fixes: expect.any(Array) },
      },
    })
  })

  it('names the value that is missing in the language that was asked for, before anything is sent', async () => {
    const call = home()
    const argv = ['alipay.trade.precreate', 'out_trade_no=T1', 'total_amount=88.88']
    const english = await call(...argv)
    expect([english.code, english.stdout]).toEqual([2, ''])
    expect(english.stderr).toContain('alipay.trade.precreate: subject: is missing [input-invalid]')
    expect((await call(...argv, '--lang', 'zh-CN')).stderr).toContain('alipay.trade.precreate：subject：缺少必填值')
    const problem = { place: 'body', at: '/subject' }
    expect((await call(...argv, '--json')).json()).toMatchObject({
      error: { code: 'input-invalid', details: { problems: [{ ...problem, message: 'is missing' }] } },
    })
    expect((await call(...argv, '--json', '--lang', 'zh-CN')).json()).toMatchObject({
      error: { code: 'input-invalid', details: { problems: [{ ...problem, message: '缺少必填值' }] } },
    })
  })

  it('sends values that do not fit with --no-validate, and the platform refuses them', async () => {
    const { code, stdout } = await home()('alipay.trade.precreate', 'out_trade_no=T1', '--no-validate')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ sub_code: 'ACQ.INVALID_PARAMETER' })
  })

  it('suggests the item, and the operation, that was meant', async () => {
    const call = home()
    const item = await call('alipay.trade.query', 'out_trade_on=T1')
    expect([item.code, item.stdout]).toEqual([2, ''])
    expect(item.stderr).toContain('alipay.trade.query has no parameter "out_trade_on". [unknown-item]')
    expect(item.stderr).toContain('Did you mean out_trade_no?\n      integ call alipay.trade.query out_trade_no=…')
    const operation = await call('alipay.trade.qery')
    expect(operation.code).toBe(2)
    expect(operation.stderr).toContain('Did you mean alipay.trade.query?')
    expect((await call('alipay.trade.query', 'out_trade_on=T1', '--lang', 'zh')).stderr).toContain(
      '是不是想输入 out_trade_no？',
    )
  })

  it('refuses a body that is no JSON and a time limit that is no time', async () => {
    const call = home()
    expect((await call('alipay.trade.query', '--body', '{')).code).toBe(2)
    const { code, stderr } = await call('alipay.trade.query', 'out_trade_no=T1', '--timeout', 'soon')
    expect([code, stderr]).toEqual([2, expect.stringContaining('[invalid-value]')])
  })

  it('takes the body from stdin', async () => {
    const { code, stdout } = await home({ stdin: '{"out_trade_no":"T7"}' })('alipay.trade.query', '--body', '-')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ out_trade_no: 'T7', sub_code: 'ACQ.TRADE_NOT_EXIST' })
  })
})

describe('integ call against production', () => {
  const env = {
    INTEG_ALIPAY_APP_ID: '2021000000000001',
    INTEG_ALIPAY_PRIVATE_KEY: generateRsaPair().privateKey,
    INTEG_ALIPAY_ALIPAY_PUBLIC_KEY: generateRsaPair().publicKey,
  }
  /** A network that is down, and what was tried on it. */
  const offline = () => {
    const tried: string[] = []
    const http: HttpClient = {
      send: (request) => {
        tried.push(request.url.origin)
        return Promise.reject(unreachable({ url: request.url.origin, reason: 'ENOTFOUND' }))
      },
    }
    return { tried, http }
  }

  it('sends no order that nobody confirmed', async () => {
    const { tried, http } = offline()
    const { code, stdout, stderr } = await home({ env, http })(...ORDER, '--env', 'production')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('[production-not-confirmed]')
    expect(tried).toEqual([])
  })

  it('asks a person once, and takes no for an answer', async () => {
    for (const [answer, expected] of [
      [false, { code: 2, tried: [] as string[] }],
      [true, { code: 3, tried: ['https://openapi.alipay.com'] }],
    ] as const) {
      const { tried, http } = offline()
      const asked: string[] = []
      const prompts = {
        confirm: async (question: { en: string }) => {
          asked.push(question.en)
          return answer
        },
      } as never
      const { code } = await home({ env, http, prompts, tty: true })(...ORDER, '--env', 'production')
      expect({ code, tried }).toEqual(expected)
      expect(asked).toEqual([expect.stringContaining('alipay.trade.precreate changes something in PRODUCTION')])
    }
  })

  it('sends with --yes; a platform that cannot be reached is exit code 3', async () => {
    const { tried, http } = offline()
    const result = await home({ env, http })(...ORDER, '--env', 'production', '--yes', '--json')
    expect(result.code).toBe(3)
    expect(result.json()).toMatchObject({ error: { code: 'unreachable', category: 'network' } })
    expect(tried).toEqual(['https://openapi.alipay.com'])
    expect(result.stdout).not.toContain(env.INTEG_ALIPAY_PRIVATE_KEY.split('\n')[1] ?? '')
  })

  it('without a credential is exit code 4 and says how to log in', async () => {
    const { code, stderr } = await home()('alipay.trade.query', 'out_trade_no=T1', '--env', 'production')
    expect(code).toBe(4)
    expect(stderr).toContain('integ login alipay --env production')
  })

  it('trusts no answer of a stranger: exit code 5', async () => {
    const body = Buffer.from('{"alipay_trade_query_response":{"code":"10000","msg":"Success"},"sign":"AAAA"}')
    const http: HttpClient = { send: async () => ({ kind: 'response', status: 200, headers: {}, body }) }
    const call = home({ env, http })
    const { code, stdout, stderr } = await call('alipay.trade.query', 'out_trade_no=T1', '--env', 'production')
    expect([code, stdout]).toEqual([5, ''])
    expect(stderr).toContain('[answer-not-trusted]')
  })
})
