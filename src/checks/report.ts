import type { CheckResult, CheckStatus } from '../sdk/check.ts'
import type { Text } from '../text/text.ts'

export interface ReportResult extends CheckResult {
  readonly id: string
  readonly title: Text
  /** The connector that the check looked at; absent when it is about the machine or the integration as a whole. */
  readonly connector?: string
  readonly ms: number
}

/** The results of all checks or scenarios of one run. */
export interface Report {
  readonly version: 1
  readonly results: readonly ReportResult[]
  readonly totals: Readonly<Record<CheckStatus, number>>
}

export function makeReport(results: readonly ReportResult[]): Report {
  const totals = { pass: 0, warn: 0, fail: 0, skip: 0 }
  for (const result of results) totals[result.status] += 1
  return { version: 1, results, totals }
}

/** A report with a `fail` fails; so does one in which nothing was looked at, because it proves nothing. */
export function verdict(report: Report): 'pass' | 'fail' {
  const looked = report.totals.pass + report.totals.warn
  return report.totals.fail > 0 || looked === 0 ? 'fail' : 'pass'
}
