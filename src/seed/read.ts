import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { seedInvalid, seedNotFound } from '../errors/catalog/seed.ts'
import { IntegError } from '../errors/integ-error.ts'
import { parseSpan, parseTime } from '../sandbox/time-text.ts'
import { isTooDeep } from '../sandbox/json-depth.ts'
import type { Json } from '../sdk/http.ts'
import type { Text } from '../text/text.ts'
import { SEED_SCHEMA } from './schema.ts'
import type { Seed, SeedStep } from './seed.ts'

/** One thing that is wrong with a seed; `at` is a JSON Pointer. */
export interface SeedProblem {
  readonly at: string
  readonly message: Text
}

/** A seed and how its places are named in errors. */
export interface ReadSeed {
  readonly seed: Seed
  /** The error for these problems, the first with its line. */
  readonly error: (problems: readonly SeedProblem[]) => Promise<IntegError>
  readonly place: (
    at: string,
  ) => Promise<{ readonly file: string; readonly at: string; readonly line?: number | undefined }>
}

/** What the control port takes in one piece. */
const MAX_BYTES = 8 * 1024 * 1024

/** Throws `seed-not-found`, `document-unreadable`, `seed-invalid`. */
export async function readSeedFile(path: string): Promise<ReadSeed> {
  const label = basename(path)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const { code = 'unreadable' } = cause as NodeJS.ErrnoException
    throw seedNotFound({ file: path, reason: code }, { cause })
  }
  const { createParser } = await import('../spec/parse.ts')
  return readSeed((await createParser())(text, label), { label, text })
}

/** A seed that a program wrote down. Throws `seed-invalid`. */
export async function readSeed(
  value: unknown,
  from: { readonly label: string; readonly text?: string },
): Promise<ReadSeed> {
  const place = async (at: string) => {
    const line = from.text === undefined ? undefined : (await import('../spec/line.ts')).lineOf(from.text, at)
    return { file: from.label, at, line }
  }
  const error = async (problems: readonly SeedProblem[]): Promise<IntegError> => {
    const [first = { at: '', message: { en: 'is not right', zh: '有误' } }] = problems
    return seedInvalid(
      { ...(await place(first.at)), reason: first.message, count: problems.length },
      { details: { problems: problems.map(({ at, message }) => ({ at, message })) } },
    )
  }
  const problems = await problemsOf(value, from.text)
  if (problems.length > 0) throw await error(problems)
  return { seed: value as Seed, place, error }
}

async function problemsOf(value: unknown, text: string | undefined): Promise<readonly SeedProblem[]> {
  const tooMuch = Buffer.byteLength(text ?? JSON.stringify(value) ?? '') > MAX_BYTES
  if (tooMuch) return [{ at: '', message: { en: 'is larger than 8 MB', zh: '大于 8 MB' } }]
  if (isTooDeep(value, 80)) return [{ at: '', message: { en: 'is nested too deeply', zh: '嵌套过深' } }]
  const { validateValue } = await import('../spec/validate.ts')
  const shape = validateValue(SEED_SCHEMA, value as Json, 'payload', () => undefined)
  if (shape.length > 0) return shape.map(({ at, message }) => ({ at, message }))
  const seed = value as Seed
  const clock = typeof seed.clock === 'string' ? seed.clock : seed.clock?.at
  const clockAt = typeof seed.clock === 'string' ? '/clock' : '/clock/at'
  return [
    ...(clock === undefined ? [] : readable(clockAt, () => parseTime(clock))),
    ...(seed.steps ?? []).flatMap((step, at) => stepProblems(step, at, seed.steps ?? [])),
  ]
}

function readable(at: string, read: () => number): readonly SeedProblem[] {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof IntegError)) throw error
    const { en, zh } = error.text
    return [{ at, message: { en: en.replace(/\.$/, ''), zh: zh.replace(/。$/, '') } }]
  }
}

const KINDS = ['operation', 'action', 'advance'] as const
const REFERENCE = /\$\{\s*([^{}]+?)\s*\}/g

function stepProblems(step: SeedStep, index: number, steps: readonly SeedStep[]): readonly SeedProblem[] {
  const at = `/steps/${index}`
  const kinds = KINDS.filter((kind) => step[kind] !== undefined)
  if (kinds.length !== 1)
    return [
      {
        at,
        message: {
          en: 'has to have exactly one of operation, action and advance',
          zh: '必须且只能有 operation、action、advance 之一',
        },
      },
    ]
  const earlier = steps.slice(0, index)
  const problems: SeedProblem[] = []
  if (step.name !== undefined && (step.name === 'random' || earlier.some(({ name }) => name === step.name)))
    problems.push({ at: `${at}/name`, message: { en: 'is taken already', zh: '已被使用' } })
  const { advance } = step
  if (advance !== undefined) problems.push(...readable(`${at}/advance`, () => parseSpan(advance)))
  for (const [, reference = ''] of JSON.stringify(step.params ?? {}).matchAll(REFERENCE)) {
    const name = reference.split('.')[0]
    if (reference === 'random' || earlier.some((one) => one.name === name)) continue
    const message = {
      en: `refers to \${${reference}}, and no earlier step is called ${name}`,
      zh: `引用了 \${${reference}}，但之前没有名为 ${name} 的步骤`,
    }
    problems.push({ at: `${at}/params`, message })
  }
  return problems
}
