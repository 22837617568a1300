import type { Builder } from 'junit-report-builder'
import type { Report } from '../../checks/report.ts'
import type { Lang } from '../../text/text.ts'
import { detailsOf, nameOf } from './report.ts'

export interface JunitOptions {
  readonly lang: Lang
  /** Name of the suite: `integ doctor`, `integ validate`. */
  readonly name: string
  /** Puts secrets out of sight; the file leaves the machine. */
  readonly mask: (text: string) => string
}

/** The report as JUnit XML: one suite, one case per result; a `warn` passes with its words as output. */
export async function renderJunit(report: Report, options: JunitOptions): Promise<string> {
  const junit = await loadBuilder()
  const clean = (text: string) => onlyXml(options.mask(text))
  const builder = junit.newBuilder()
  const suite = builder.testSuite().name(options.name)
  suite.time(report.results.reduce((sum, result) => sum + result.ms, 0) / 1000)
  for (const result of report.results) {
    const details = clean(detailsOf(result, options.lang))
    const summary = clean(result.summary[options.lang])
    const test = suite.testCase().name(clean(`${nameOf(result)}: ${result.title[options.lang]}`))
    test.className(clean(result.connector ?? options.name)).time(result.ms / 1000)
    if (result.status === 'skip') test.skipped().standardOutput(summary)
    else if (result.status === 'fail') test.failure(summary, result.id).stacktrace(details)
    else test.standardOutput(details === '' ? summary : `${summary}\n${details}`)
  }
  return `${builder.build().trimEnd()}\n`
}

/** The library's types say that its default export is one level deeper than it is. */
async function loadBuilder(): Promise<Builder> {
  const library: unknown = await import('junit-report-builder')
  return (library as { readonly default: Builder }).default
}

/** Characters that XML 1.0 cannot hold, not even escaped, become U+FFFD. https://www.w3.org/TR/xml/#charsets */
function onlyXml(text: string): string {
  const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
  // eslint-disable-next-line no-control-regex
  return text
    .replace(loneSurrogate, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
}
