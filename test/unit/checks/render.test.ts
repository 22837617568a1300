import { execFileSync, spawnSync } from 'node:child_process'
import { describe, it } from 'vitest'
import { makeReport, type ReportResult } from '../../../src/checks/report.ts'
import { renderGithub } from '../../../src/ui/render/github.ts'
import { renderJunit } from '../../../src/ui/render/junit.ts'
import { renderResult, renderTotals, reportDocument } from '../../../src/ui/render/report.ts'

const passed: ReportResult = {
  id: 'node',
  title: { en: 'Node.js', zh: 'Node.js' },
  status: 'pass',
  summary: { en: '22', zh: '22' },
  ms: 4,
}
const failed: ReportResult = {
  id: 'event.acknowledged',
  connector: 'alipay',
  title: { en: 'acknowledges', zh: '确认' },
  status: 'fail',
  summary: { en: 'not acknowledged: <b>"50%"</b> & more', zh: '没有确认' },
  cause: { en: 'Upper and lower case differ.', zh: '大小写不一致。' },
  evidence: [
    'received: \u001b[31m]]>\u0000\ud800\u0007',
    { en: 'expected: success', zh: '期望：success' },
    '::error::forged\r\n::stop-commands::x',
  ],
  fixes: [{ en: 'Answer success.', zh: '请应答 success。' }],
  command: 'integ validate --only alipay/event.acknowledged',
  ms: 12,
}
const warned: ReportResult = { ...passed, id: 'cli', status: 'warn', summary: { en: 'two, of them: one', zh: '两个' } }
const skipped: ReportResult = {
  ...passed,
  id: 'endpoint',
  status: 'skip',
  summary: { en: 'nothing listens', zh: '没有监听' },
}
const report = makeReport([passed, failed, warned, skipped])
const view = { lang: 'en', color: false } as const

describe('the report for people', () => {
  it('marks every result with a sign and a word', ({ expect }) => {
    const lines = report.results.map((one) => renderResult(one, view).split('\n')[0])
    expect(lines).toEqual([
      '✓ pass  node  Node.js: 22',
      '✗ fail  alipay/event.acknowledged  acknowledges: not acknowledged: <b>"50%"</b> & more',
      '! warn  cli  Node.js: two, of them: one',
      '- skip  endpoint  Node.js: nothing listens',
    ])
  })

  it('shows of a failure the cause, the evidence, the fix and the command, and lets nothing drive the terminal', ({
    expect,
  }) => {
    const said = renderResult(failed, view)
    for (const part of ['cause: Upper', 'expected: success', 'fix: Answer success.', 'run: integ validate --only'])
      expect(said).toContain(part)
    // eslint-disable-next-line no-control-regex
    expect(said).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/)
  })

  it('speaks Chinese', ({ expect }) => {
    const said = renderResult(failed, { lang: 'zh', color: false })
    expect(said).toContain('✗ 失败  alipay/event.acknowledged  确认：没有确认')
    expect(said).toContain('修复：请应答 success。')
    expect(renderTotals(report, { lang: 'zh', color: false })).toContain('1 项失败')
  })

  it('ends with the totals', ({ expect }) => {
    expect(renderTotals(report, view)).toBe('1 passed, 1 to look at, 1 failed, 1 skipped (0.0 s)')
  })

  it('says so when nothing was looked at', ({ expect }) => {
    expect(renderTotals(makeReport([skipped]), view)).toContain('not a pass')
  })
})

describe('the report for programs', () => {
  it('holds ids, statuses and texts in the chosen language', ({ expect }) => {
    const { report: json } = reportDocument(report, 'zh') as {
      report: { verdict: string; totals: object; results: Record<string, unknown>[] }
    }
    expect(json.verdict).toBe('fail')
    expect(json.totals).toEqual({ pass: 1, warn: 1, fail: 1, skip: 1 })
    expect(json.results[1]).toMatchObject({
      id: 'event.acknowledged',
      connector: 'alipay',
      status: 'fail',
      summary: '没有确认',
      ms: 12,
    })
    expect(json.results[0]).not.toHaveProperty('connector')
  })
})

describe('the JUnit report', () => {
  const mask = (text: string) => text.replaceAll('Answer success', '••••••')

  it('is well-formed and counts right', async ({ expect }) => {
    const xml = await renderJunit(report, { lang: 'en', name: 'integ validate', mask })
    const suites = readXml(xml)
    const suite = suites.children[0]
    expect(suites.name).toBe('testsuites')
    expect(suite?.attributes).toMatchObject({
      name: 'integ validate',
      tests: '4',
      failures: '1',
      skipped: '1',
      errors: '0',
    })
    const cases = suite?.children ?? []
    expect(cases.map(({ attributes }) => attributes['name'])).toEqual([
      'node: Node.js',
      'alipay/event.acknowledged: acknowledges',
      'cli: Node.js',
      'endpoint: Node.js',
    ])
    expect(cases[1]?.attributes['classname']).toBe('alipay')
    expect(cases[1]?.attributes['time']).toBe('0.012')
    const failure = cases[1]?.children[0]
    expect(failure?.attributes['message']).toBe('not acknowledged: <b>"50%"</b> & more')
    expect(failure?.text).toContain('expected: success')
    expect(cases[3]?.children[0]?.name).toBe('skipped')
  })

  it('is masked and holds no character that XML forbids', async ({ expect }) => {
    const xml = await renderJunit(report, { lang: 'en', name: 'integ validate', mask })
    expect(xml).not.toContain('Answer success')
    // eslint-disable-next-line no-control-regex
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
    expect(Buffer.from(xml).toString('utf8')).toBe(xml)
  })

  it.skipIf(spawnSync('xmllint', ['--version']).error !== undefined)('is accepted by xmllint', async () => {
    const xml = await renderJunit(report, { lang: 'zh', name: 'integ validate', mask })
    execFileSync('xmllint', ['--noout', '-'], { input: xml })
  })
})

describe('the annotations of GitHub Actions', () => {
  it('are one line each, for failures and warnings only', ({ expect }) => {
    const lines = renderGithub(report, { lang: 'en', file: 'a,b:c/integration.json' })
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).not.toMatch(/[\r\n]/)
    expect(lines[0]).toMatch(
      /^::error file=a%2Cb%3Ac\/integration.json,title=alipay\/event.acknowledged acknowledges::not acknowledged: <b>"50%25"<\/b>/,
    )
    expect(lines[0]).toContain('%0A::error::forged%0D%0A::stop-commands::x')
    expect(lines[1]).toMatch(/^::warning .*title=cli Node.js::two, of them: one$/)
  })
})

interface Element {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: Element[]
  text: string
}

/** Small and strict: throws on anything that is not well-formed. Knows what a JUnit report may hold, and no more. */
function readXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const token =
    /<\?xml[^>]*\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex
    const match = token.exec(xml)
    if (!match) throw new SyntaxError(`not well-formed at ${at}: ${xml.slice(at, at + 40)}`)
    const [, data, closing, name, attributes, single, words] = match
    const top = open.at(-1) as Element
    if (data !== undefined) top.text += data
    else if (words !== undefined) top.text += decode(words)
    else if (closing !== undefined) {
      if (open.pop()?.name !== closing) throw new SyntaxError(`</${closing}> closes nothing`)
    } else if (name !== undefined) {
      const pairs = [...(attributes ?? '').matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [
        key ?? '',
        decode(value ?? ''),
      ])
      const element: Element = {
        name,
        attributes: Object.fromEntries(pairs) as Record<string, string>,
        children: [],
        text: '',
      }
      top.children.push(element)
      if (single !== '/') open.push(element)
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new SyntaxError('not one root element')
  return root.children[0] as Element
}

function decode(text: string): string {
  if (/&(?!(lt|gt|amp|quot|apos|#\d+|#x[\da-fA-F]+);)/.test(text)) throw new SyntaxError(`bare & in ${text}`)
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
  return text.replace(
    /&([^;]+);/g,
    (_, code: string) => named[code] ?? String.fromCodePoint(Number(code.replace('#x', '0x').replace('#', ''))),
  )
}
