import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ConnectorManifest, SigningTools, VectorRunner, VectorVerdict } from '../sdk/index.ts'
import { signMessage, verifyMessage } from '../signing/message.ts'

const TOOLS: SigningTools = { sign: signMessage, verify: verifyMessage }

/** The part of the connector registry that vectors need. */
export interface VectorRegistry {
  list(): readonly Pick<ConnectorManifest, 'id'>[]
  get(id: string): Promise<{ readonly vectors?: VectorRunner }>
}

export interface VectorFileResult {
  /** Name of the file without `.json`, and id of the connector. */
  readonly id: string
  readonly verdicts: readonly VectorVerdict[]
  readonly totals: Readonly<Record<VectorVerdict['outcome'], number>>
}

/**
 * Runs every `<connector id>.json` of a folder through that connector. Without such a connector, or without a runner in
 * it, each vector counts as unsupported, and says why.
 */
export async function runVectors(folder: string, registry: VectorRegistry): Promise<readonly VectorFileResult[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const known = new Set(registry.list().map(({ id }) => id))
  const results: VectorFileResult[] = []
  for (const file of files) {
    const id = basename(file, '.json')
    const set = JSON.parse(await readFile(join(folder, file), 'utf8')) as unknown
    const runner = known.has(id) ? (await registry.get(id)).vectors : undefined
    const reason = known.has(id) ? 'the connector runs no vectors' : 'no connector of this name'
    const verdicts = runner ? runner(set, TOOLS) : unsupported(set, reason)
    results.push({ id, verdicts, totals: count(verdicts) })
  }
  return results
}

function unsupported(set: unknown, detail: string): VectorVerdict[] {
  const vectors = (set as { vectors?: readonly { id?: string }[] } | null)?.vectors ?? []
  return vectors.map(({ id }, index) => ({ id: id ?? `#${index + 1}`, outcome: 'unsupported', detail }))
}

function count(verdicts: readonly VectorVerdict[]): VectorFileResult['totals'] {
  const totals = { pass: 0, fail: 0, unsupported: 0 }
  for (const { outcome } of verdicts) totals[outcome]++
  return totals
}

/** `alipay: 42 passed, 0 failed, 22 not supported`, the failures below, and in one line per reason what is not supported. */
export function describeVectors(result: VectorFileResult): string {
  const { pass, fail, unsupported: rest } = result.totals
  const lines = [`${result.id}: ${pass} passed, ${fail} failed, ${rest} not supported`]
  for (const { id, outcome, detail } of result.verdicts) if (outcome === 'fail') lines.push(`  ${id}: ${detail ?? ''}`)
  const reasons = new Map<string, number>()
  for (const { outcome, detail = '' } of result.verdicts) {
    if (outcome === 'unsupported') reasons.set(detail, (reasons.get(detail) ?? 0) + 1)
  }
  for (const [reason, number] of reasons) lines.push(`  not supported: ${reason} (${number})`)
  return lines.join('\n')
}
