import { relative } from 'node:path'
import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { runChecks } from '../../checks/run.ts'
import { selectChecks } from '../../checks/select.ts'
import { openIntegration } from '../../checks/validate/integration.ts'
import { planValidate } from '../../checks/validate/plan.ts'
import { openStage } from '../../checks/validate/stage.ts'
import { createReporter } from '../../ui/render/reporter.ts'
import { openPlatform } from './platform.ts'
import { chooseSubject, type ValidateOptions } from './subject.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const options = input.options as ValidateOptions
  const subject = await chooseSubject(ctx, input.args[0], options)
  const reporter = createReporter(ctx.io, {
    name: 'integ validate',
    cwd: ctx.cwd,
    junit: options.junit,
    github: options.github === true,
    file: subject.project && relative(ctx.env['GITHUB_WORKSPACE'] ?? ctx.cwd, subject.project.file),
    mask: (text) => ctx.redactor.mask(text),
  })
  // What is opened is closed in the opposite order, also after a failure and after Ctrl-C.
  const platform = await openPlatform(ctx, subject)
  const http = platform.callPorts.http
  const start = subject.start && { ...subject.start, env: { ...subject.start.env, ...platform.variables } }
  const integration = openIntegration(
    { url: subject.url, ...(start ? { start } : {}) },
    { exec: ctx.exec, http, signal: ctx.signal },
  )
  ctx.defer(() => integration.stop())
  const { clock, random, signal } = ctx
  const { client, callPorts } = platform
  const stages = subject.connectors.map((connector) =>
    openStage({
      connector,
      integration,
      client,
      callPorts,
      clock,
      random,
      http,
      signal,
      credential: platform.credential(connector.id),
      eventPath: subject.eventPath(connector.id),
      driver: platform.reachable ? subject.project?.orders[connector.id] : undefined,
      calls: () => platform.calls(connector.id),
    }),
  )
  const all = planValidate({ integration, command: start?.command }, stages)
  const checks = selectChecks(all, { only: options.only, skip: options.skip })
  const report = await runChecks(checks, { clock, signal, bail: options.bail === true, onResult: reporter.onResult })
  await integration.stop()
  return reporter.finish(report)
}
