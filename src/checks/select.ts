import { unknownCheck } from '../errors/catalog/checks.ts'
import { nearest } from '../text/nearest.ts'
import { needsOf, type PlannedCheck } from './run.ts'

export interface Selection {
  /** `event.tampered`, `alipay/event.tampered`, a group such as `event`, or a connector. Commas separate several. */
  readonly only?: readonly string[] | undefined
  readonly skip?: readonly string[] | undefined
}

/** What `--only` names, with all that it needs; less what `--skip` names. Throws `unknown-check` for a name that fits nothing. */
export function selectChecks(checks: readonly PlannedCheck[], selection: Selection): readonly PlannedCheck[] {
  const only = names(selection.only)
  const skip = names(selection.skip)
  const fits = (check: PlannedCheck) => (name: string) =>
    name === check.id ||
    check.id.startsWith(`${name}.`) ||
    (check.connector !== undefined && (name === check.connector || name === `${check.connector}/${check.id}`))
  for (const name of [...only, ...skip]) {
    if (checks.some((check) => fits(check)(name))) continue
    const known = [...new Set(checks.map((check) => check.id))]
    throw unknownCheck({ name, known, nearest: nearest(name, known) })
  }
  const wanted = new Set<PlannedCheck>()
  const want = (check: PlannedCheck) => {
    if (wanted.has(check)) return
    wanted.add(check)
    for (const need of needsOf(check, checks)) want(need)
  }
  for (const check of checks) if (only.length === 0 || only.some(fits(check))) want(check)
  return checks.filter((check) => wanted.has(check) && !skip.some(fits(check)))
}

function names(given: readonly string[] | undefined): readonly string[] {
  return (given ?? [])
    .flatMap((value) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
