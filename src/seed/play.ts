import { call } from '../call/call.ts'
import { seedInvalid, seedStepFailed } from '../errors/catalog/seed.ts'
import { IntegError } from '../errors/integ-error.ts'
import { readPath } from '../events/json-path.ts'
import { fillReferences } from '../events/references.ts'
import type { Json, JsonObject } from '../sdk/http.ts'
import type { Text } from '../text/text.ts'
import type { SeedPorts } from './apply.ts'
import type { ReadSeed } from './read.ts'
import type { SeedStep } from './seed.ts'

export interface PlantedStep {
  readonly name?: string
  readonly kind: 'operation' | 'action' | 'advance'
  /** Id of the operation or action, or how much time passed. */
  readonly target: string
  readonly params: JsonObject
  /** The platform's answer, or what the action gave. */
  readonly value: Json
}

/** Plays one step after another. Throws `seed-step-failed` where the platform says no. */
export async function playSteps(read: ReadSeed, ports: SeedPorts): Promise<readonly PlantedStep[]> {
  const played: PlantedStep[] = []
  for (const [index, step] of (read.seed.steps ?? []).entries()) {
    const at = `/steps/${index}`
    const params = await fill(read, step, `${at}/params`, played, ports)
    const failed = async (reason: Text, cause?: unknown) =>
      seedStepFailed({ ...(await read.place(at)), step: titleOf(step), reason }, { cause })
    const done = await play(step, params, ports).catch(async (error: unknown) => {
      throw error instanceof IntegError && isOfStep(error) ? await failed(error.text, error) : error
    })
    if ('refused' in done) throw await failed(done.refused)
    played.push(done)
  }
  return played
}

/** What a step itself brought about; a sandbox that does not answer, or a bug, is something else. */
function isOfStep({ category }: IntegError): boolean {
  return category === 'usage' || category === 'platform' || category === 'check'
}

async function play(
  step: SeedStep,
  params: JsonObject,
  ports: SeedPorts,
): Promise<PlantedStep | { readonly refused: Text }> {
  const { client, callPorts } = ports
  const name = step.name === undefined ? {} : { name: step.name }
  if (step.advance !== undefined) {
    const { to } = await client.advanceClock(step.advance)
    return { ...name, kind: 'advance', target: step.advance, params, value: to }
  }
  if (step.action !== undefined) {
    const texts = Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ])
    const { result } = await client.act(step.action, Object.fromEntries(texts) as Record<string, string>)
    return { ...name, kind: 'action', target: step.action, params, value: result }
  }
  const operation = step.operation ?? ''
  const where = step.connector === undefined ? {} : { connector: step.connector }
  const { outcome } = await call({ operation, ...where, environment: 'local', values: params }, callPorts)
  if (outcome.error) {
    const { code, message } = outcome.error
    return { refused: { en: `${code} ${message}`, zh: `${code} ${message}` } }
  }
  // Its events have left when it is over, so that the next step finds them delivered.
  await client.settle()
  return { ...name, kind: 'operation', target: operation, params, value: outcome.value }
}

async function fill(
  read: ReadSeed,
  step: SeedStep,
  at: string,
  played: readonly PlantedStep[],
  ports: SeedPorts,
): Promise<JsonObject> {
  const place = await read.place(at)
  const scope = {
    random: ports.random,
    read: (path: string) => {
      const [name, ...rest] = path.split('.')
      const source = played.find((one) => one.name === name)
      return source && (readPath(source.value, rest) ?? readPath(source.params, rest))
    },
    missing: (reference: string) =>
      seedInvalid({
        ...place,
        count: 1,
        reason: { en: `the step gave no \${${reference}}`, zh: `步骤没有给出 \${${reference}}` },
      }),
  }
  return fillReferences(step.params ?? {}, scope) as JsonObject
}

function titleOf(step: SeedStep): string {
  return step.operation ?? step.action ?? `advance ${step.advance ?? ''}`
}
