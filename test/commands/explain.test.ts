import { describe, expect, it } from 'vitest'
import { runCli } from '../support/run-cli.ts'

const explain = (...argv: string[]) => runCli(['explain', ...argv])

describe('integ explain', () => {
  it('says what a code of a platform means, why, and what to do, with its source', async () => {
    const { code, stdout, stderr } = await explain('ACQ.TRADE_NOT_EXIST')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^ACQ\.TRADE_NOT_EXIST {2}alipay\nThere is no such trade\n\nLikely cause\n {2}\S/)
    expect(stdout).toMatch(/\nWhat to do\n {2}- \S/)
    expect(stdout).toMatch(/\nsource: \S/)
  })

  it('says it in Chinese', async () => {
    const { stdout } = await explain('isv.invalid-signature', '--lang', 'zh-CN')
    expect(stdout).toContain('验签失败')
    expect(stdout).toContain('可能原因\n')
    expect(stdout).toContain('处理办法\n')
    expect(stdout).not.toContain('Likely cause')
  })

  it('explains integ’s own errors as well', async () => {
    const result = await explain('answer-not-trusted', '--json')
    expect(result.code).toBe(0)
    expect(result.json()).toMatchObject({
      version: 1,
      code: 'answer-not-trusted',
      explanations: [{ from: 'integ', title: 'The answer is not signed by the platform', cause: expect.any(String) }],
    })
  })

  it('asks one connector only when it is named', async () => {
    expect((await explain('answer-not-trusted', '--connector', 'alipay')).code).toBe(1)
    expect((await explain('ACQ.TRADE_NOT_EXIST', '--connector', 'alipay')).code).toBe(0)
    expect((await explain('ACQ.TRADE_NOT_EXIST', '--connector', 'nobody')).code).toBe(2)
  })

  it('finds an error by the platform’s own words, and by the spelling of older documents', async () => {
    const clock = await explain('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟', '--json')
    expect(clock.json()).toMatchObject({ explanations: [{ from: 'wechat-pay', code: 'SIGN_ERROR#clock' }] })
    expect((await explain('NOTENOUGH')).stdout).toMatch(/^NOT_ENOUGH {2}wechat-pay\n/)
  })

  it('suggests the code that was meant, and its exit code is 1', async () => {
    const { code, stdout, stderr } = await explain('isv.invalid-signatur')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('Did you mean isv.invalid-signature?\n      integ explain isv.invalid-signature\n')
    const result = await explain('ACQ.TRADE_NOT_EXISTS', '--json', '--lang', 'zh')
    expect(result.json()).toMatchObject({
      error: { code: 'unknown-code', category: 'check', message: '没有关于“ACQ.TRADE_NOT_EXISTS”的说明。' },
    })
  })
})
