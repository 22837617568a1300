import { IntegError } from '../errors/integ-error.ts'
import type { ActionInfo } from '../sandbox/act.ts'
import { nearest } from '../text/nearest.ts'
import type { SeedPorts } from './apply.ts'
import type { SeedProblem } from './read.ts'
import type { Seed, SeedStep } from './seed.ts'

/** What only the sandbox and its connectors can tell: names of platforms, operations, actions and their values. */
export async function checkSeed(seed: Seed, ports: SeedPorts): Promise<readonly SeedProblem[]> {
  const { connectors } = await ports.client.status()
  const served = connectors.map(({ id }) => id)
  const strangers = Object.keys(seed.state ?? {}).filter((id) => !served.includes(id))
  const problems: SeedProblem[] = strangers.map((id) => ({
    at: `/state/${id}`,
    message: {
      en: `the sandbox does not serve ${id}; it serves ${served.join(', ')}`,
      zh: `沙箱没有运行 ${id}，目前运行 ${served.join('、')}`,
    },
  }))
  const steps = [...(seed.steps ?? []).entries()]
  const actions = steps.some(([, step]) => step.action !== undefined) ? await ports.client.actions() : []
  for (const [index, step] of steps) {
    const at = `/steps/${index}`
    if (step.operation !== undefined) problems.push(...(await operationProblems(step.operation, step, at, ports)))
    if (step.action !== undefined) problems.push(...actionProblems(step.action, step, at, actions))
  }
  return problems
}

async function operationProblems(
  operation: string,
  step: SeedStep,
  at: string,
  ports: SeedPorts,
): Promise<readonly SeedProblem[]> {
  try {
    await ports.callPorts.connectorFor(operation, step.connector)
    return []
  } catch (error) {
    if (!(error instanceof IntegError)) throw error
    return [{ at: `${at}/operation`, message: withoutStop(error) }]
  }
}

function actionProblems(
  action: string,
  step: SeedStep,
  at: string,
  actions: readonly ActionInfo[],
): readonly SeedProblem[] {
  const found = actions.filter(({ id }) => id === action || id.endsWith(`.${action}`))
  const known = found.find(({ id }) => id === action) ?? found[0]
  if (!known) {
    const near = nearest(
      action,
      actions.map(({ id }) => id),
    )
    const hint = {
      en: near === undefined ? '' : `; did you mean ${near}`,
      zh: near === undefined ? '' : `，是不是 ${near}`,
    }
    return [
      {
        at: `${at}/action`,
        message: { en: `there is no action ${action}${hint.en}`, zh: `没有操作 ${action}${hint.zh}` },
      },
    ]
  }
  const names = known.params.map(({ name }) => name)
  const given = Object.keys(step.params ?? {})
  const missing = known.params.filter(({ name, required }) => required && !given.includes(name))
  return [
    ...given
      .filter((name) => !names.includes(name))
      .map((name) => ({
        at: `${at}/params/${name}`,
        message: {
          en: `${known.id} takes ${names.join(', ') || 'no values'}`,
          zh: `${known.id} 的参数为：${names.join('、') || '无'}`,
        },
      })),
    ...missing.map(({ name }) => ({
      at: `${at}/params`,
      message: { en: `${known.id} needs ${name}`, zh: `${known.id} 需要 ${name}` },
    })),
  ]
}

function withoutStop({ text }: IntegError) {
  return { en: text.en.replace(/\.$/, ''), zh: text.zh.replace(/。$/, '') }
}
