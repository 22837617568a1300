import { IntegError } from '../errors/integ-error.ts'
import type { Check, CheckResult } from '../sdk/check.ts'
import type { Clock } from '../sdk/http.ts'
import { makeReport, type Report, type ReportResult } from './report.ts'

/** A check with what it needs, ready to run. `needs` means the check of the same connector, else the one without. */
export interface PlannedCheck extends Pick<Check, 'id' | 'title' | 'needs'> {
  readonly connector?: string
  run(): Promise<CheckResult>
}

export interface RunOptions {
  readonly clock: Clock
  /** Ends after the first failure; the rest is reported as skipped. */
  readonly bail?: boolean
  /** Set off: the rest is not run and the run rejects with the signal's reason. */
  readonly signal?: AbortSignal
  readonly onResult?: (result: ReportResult) => void
}

export function plan<C>(check: Check<C>, ctx: C, connector?: string): PlannedCheck {
  return {
    id: check.id,
    title: check.title,
    ...(check.needs ? { needs: check.needs } : {}),
    ...(connector === undefined ? {} : { connector }),
    run: () => check.run(ctx),
  }
}

/**
 * Runs one check after the other, each after those it needs. A check that throws is a failure of its own; one whose
 * need failed or was skipped is skipped. Rejects only when `signal` is set off.
 */
export async function runChecks(checks: readonly PlannedCheck[], options: RunOptions): Promise<Report> {
  const results = new Map<PlannedCheck, ReportResult>()
  let stopped = false
  for (const check of inOrder(checks)) {
    options.signal?.throwIfAborted()
    const started = options.clock.now()
    const missing = needsOf(check, checks).find((need) => !isGood(results.get(need)))
    const result = stopped ? bailedOut : missing ? blockedBy(missing) : await attempt(check, options.signal)
    const { id, title, connector } = check
    const ms = Math.max(0, options.clock.now() - started)
    const full = { id, title, ...(connector === undefined ? {} : { connector }), ...result, ms }
    results.set(check, full)
    options.onResult?.(full)
    if (options.bail && result.status === 'fail') stopped = true
  }
  return makeReport([...results.values()])
}

/** In the order given, but each behind those it needs. A circle of needs is cut where it closes. */
function inOrder(checks: readonly PlannedCheck[]): readonly PlannedCheck[] {
  const ordered = new Set<PlannedCheck>()
  const visiting = new Set<PlannedCheck>()
  const visit = (check: PlannedCheck) => {
    if (ordered.has(check) || visiting.has(check)) return
    visiting.add(check)
    for (const need of needsOf(check, checks)) visit(need)
    ordered.add(check)
  }
  for (const check of checks) visit(check)
  return [...ordered]
}

/** A need that is not among the checks (left out by the user) does not hold anything up. */
export function needsOf(check: PlannedCheck, checks: readonly PlannedCheck[]): readonly PlannedCheck[] {
  return (check.needs ?? []).flatMap((id) => {
    const named = checks.filter((one) => one.id === id && one !== check)
    const found =
      named.find((one) => one.connector === check.connector) ?? named.find((one) => one.connector === undefined)
    return found ? [found] : []
  })
}

const isGood = (result: ReportResult | undefined) =>
  result === undefined || result.status === 'pass' || result.status === 'warn'

const bailedOut: CheckResult = {
  status: 'skip',
  summary: { en: 'not run: an earlier one failed (--bail)', zh: '未运行：前面已有失败（--bail）' },
}

const blockedBy = (need: PlannedCheck): CheckResult => ({
  status: 'skip',
  summary: { en: `not run: it needs ${need.id}`, zh: `未运行：它以 ${need.id} 通过为前提` },
})

async function attempt(check: PlannedCheck, signal: AbortSignal | undefined): Promise<CheckResult> {
  try {
    return await check.run()
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    return crashed(check, error)
  }
}

/** Only the message of a foreign error: its other members may hold secrets. */
function crashed(check: PlannedCheck, error: unknown): CheckResult {
  if (error instanceof IntegError) {
    const command = error.hints.find((hint) => hint.command !== undefined)?.command
    return {
      status: 'fail',
      summary: error.text,
      cause: error.likelyCause,
      evidence: [`${check.id}: ${error.code}`],
      fixes: error.hints.map((hint) => hint.text),
      ...(command === undefined ? {} : { command }),
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  return {
    status: 'fail',
    summary: { en: `the check ${check.id} itself failed: ${message}`, zh: `检查 ${check.id} 自身出错：${message}` },
    cause: { en: 'The check met something that it does not expect.', zh: '检查遇到了没有预料到的情况。' },
    fixes: [
      {
        en: `Leave it out with --skip ${check.id}, and report this.`,
        zh: `可用 --skip ${check.id} 跳过，并反馈该问题。`,
      },
    ],
  }
}
