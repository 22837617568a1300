import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { planDoctor } from '../../checks/doctor/plan.ts'
import { runChecks } from '../../checks/run.ts'
import { selectChecks } from '../../checks/select.ts'
import { createReporter } from '../../ui/render/reporter.ts'
import { connectorContexts } from './connectors.ts'
import { machineContext, openRegistry } from './machine.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const { only, skip, junit } = input.options as { only?: string[]; skip?: string[]; junit?: string }
  const project = await ctx.project().catch(() => undefined)
  const reporter = createReporter(ctx.io, {
    name: 'integ doctor',
    cwd: ctx.cwd,
    junit,
    file: project?.file,
    mask: (text) => ctx.redactor.mask(text),
  })
  const registry = await openRegistry(ctx, project)
  const machine = await machineContext(ctx, project, registry)
  const contexts = await connectorContexts(ctx, machine, project, registry)
  const checks = selectChecks(await planDoctor(machine, contexts), { only, skip })
  const report = await runChecks(checks, { clock: ctx.clock, signal: ctx.signal, onResult: reporter.onResult })
  return reporter.finish(report)
}
