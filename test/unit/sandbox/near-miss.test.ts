import { describe, it } from 'vitest'
import { guessSignedText } from '../../../src/sandbox/near-miss.ts'

const QUERY = {
  text: 'app_id=2021&biz_content={"note":"拿铁/大","id":"A1"}&method=alipay.trade.query',
  parts: [
    ['app_id', '2021'],
    ['biz_content', '{"note":"拿铁/大","id":"A1"}'],
    ['method', 'alipay.trade.query'],
  ],
} as const
const LINES = {
  text: 'POST\n/v3/pay?a=1\n1700000000\nnonce\n{"a":1}\n',
  parts: [
    ['method', 'POST'],
    ['url', '/v3/pay?a=1'],
    ['timestamp', '1700000000'],
    ['nonce', 'nonce'],
    ['body', '{"a":1}'],
  ],
} as const

describe('guessSignedText', () => {
  it.for([
    ['a line break that is missing', LINES, LINES.text.slice(0, -1), 'line break at the end is missing'],
    ['a body that was left out', LINES, LINES.text.replace('{"a":1}', ''), 'body: was signed as an empty text'],
    ['a body written anew', LINES, LINES.text.replace('{"a":1}', '{"a": 1}'), 'body: was written anew'],
    ['an address without its query', LINES, LINES.text.replace('?a=1', ''), 'url: was signed without its query'],
    ['milliseconds', LINES, LINES.text.replace('1700000000', '1700000000000'), 'timestamp: was signed in milliseconds'],
    ['CR LF', LINES, LINES.text.replaceAll('\n', '\r\n'), 'CR LF'],
    ['a parameter that was left out', QUERY, QUERY.text.replace('app_id=2021&', ''), 'app_id was left out'],
    ['the other order', QUERY, QUERY.text.split('&').toReversed().join('&'), 'another order'],
    [
      'escaped characters',
      QUERY,
      QUERY.text.replace('拿铁/大', '\\u62ff\\u94c1/\\u5927'),
      'biz_content: was signed with \\u',
    ],
    ['members in another order', QUERY, QUERY.text.replace(/\{.*\}/, '{"id":"A1","note":"拿铁/大"}'), 'another order'],
  ] as const)('finds %s', ([, input, signed, because], { expect }) => {
    const found = guessSignedText(input, (text) => text === signed)
    expect(found?.text).toBe(signed)
    expect(found?.because.en).toContain(because)
  })

  it('says nothing when no mistake that people make explains it', ({ expect }) => {
    let tries = 0
    expect(guessSignedText(QUERY, () => (tries++, false))).toBeUndefined()
    expect(tries).toBeGreaterThan(15)
    expect(tries).toBeLessThan(200)
  })
})
