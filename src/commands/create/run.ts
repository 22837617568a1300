import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { choosePlan, type Plan } from '../../create/choose.ts'
import { makeProject } from '../../create/create.ts'
import { runFirst, type FirstRunResult } from '../../create/first-run.ts'
import { installPackages } from '../../create/install.ts'
import { nextCommands } from '../../create/next.ts'
import { prepareOpenapi } from '../../create/openapi.ts'
import type { PackageManagerName } from '../../create/package-manager.ts'
import { excessArguments } from '../../errors/catalog/usage.ts'
import type { Text } from '../../text/text.ts'
import { createdDocument, renderCreated } from '../../ui/render/create.ts'
import { showProgress } from '../../ui/spinner.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const { options } = input
  const [dir, extra] = [...input.args, ...input.rest]
  if (extra !== undefined) throw excessArguments({ extra, command: 'integ create' })
  const openapi = options['openapi'] as string | undefined
  const plan = await choosePlan(
    {
      dir,
      openapi,
      template: options['template'] as string | undefined,
      name: options['name'] as string | undefined,
      packageManager: options['packageManager'] as PackageManagerName | undefined,
    },
    ctx,
  )
  const prepared = await prepareOpenapi(plan, openapi, ctx)
  const made = await makeProject(plan, { git: options['git'] !== false, ...prepared }, ctx)
  const installed = options['install'] !== false && (await whenMade(ctx, plan, () => install(ctx, plan)))
  const firstRun =
    installed && options['run'] !== false ? await whenMade(ctx, plan, () => tryOut(ctx, plan)) : undefined

  const result = { plan, git: made.git, installed, firstRun, next: nextCommands(plan, made.variables, installed) }
  if (ctx.options.json) ctx.io.document(createdDocument(result, ctx.lang))
  else renderCreated(result, ctx.io)
  return 0
}

/** Ctrl-C after the project was made: it stays, and that is said. */
async function whenMade<T>(ctx: CommandContext, plan: Plan, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { shown } = plan.target
    if (ctx.signal.aborted)
      ctx.io.say({
        en: `The project in ${shown} is complete and stays. Go on with: cd ${shown} && ${plan.packageManager.name} install`,
        zh: `${shown} 中的项目已完整创建并保留。继续安装：cd ${shown} && ${plan.packageManager.name} install`,
      })
    throw error
  }
}

async function install(ctx: CommandContext, plan: Plan): Promise<true> {
  const { name } = plan.packageManager
  await during(
    ctx,
    { en: `Installing packages with ${name}`, zh: `正在用 ${name} 安装依赖` },
    {
      done: (seconds) => ({ en: `Packages installed in ${seconds} s`, zh: `依赖安装完成，用时 ${seconds} 秒` }),
      failed: { en: 'The packages are not installed', zh: '依赖没有安装成功' },
    },
    () => installPackages(plan, ctx),
  )
  return true
}

function tryOut(ctx: CommandContext, plan: Plan): Promise<FirstRunResult | undefined> {
  return during(
    ctx,
    { en: 'Running it once against the sandbox', zh: '正在沙箱上试运行' },
    {
      done: () => ({ en: 'It ran against the sandbox', zh: '已在沙箱上运行成功' }),
      failed: { en: 'The first run did not succeed', zh: '首次运行没有成功' },
    },
    () => runFirst(plan, ctx),
  )
}

async function during<T>(
  ctx: CommandContext,
  start: Text,
  end: { readonly done: (seconds: number) => Text; readonly failed: Text },
  work: () => Promise<T>,
): Promise<T> {
  const progress = await showProgress(ctx.io, start)
  const began = ctx.clock.now()
  try {
    const result = await work()
    progress.done(end.done(Math.max(1, Math.round((ctx.clock.now() - began) / 1000))))
    return result
  } catch (error) {
    progress.fail(end.failed)
    throw error
  }
}
