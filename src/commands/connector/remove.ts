import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { removeConnector } from '../../registry/add.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const [project, registry] = await Promise.all([ctx.project(), ctx.registry()])
  const removed = removeConnector(input.args[0] ?? '', {
    cwd: ctx.cwd,
    project,
    paths: ctx.paths,
    known: registry.list(),
  })
  if (ctx.options.json)
    ctx.io.document({ removed: { connector: removed.id, folder: removed.folder, entry: removed.entry ?? null } })
  else
    ctx.io.say({
      en: `Removed the connector ${removed.id}. Its sources stay.`,
      zh: `已移除连接器 ${removed.id}，来源文件保留不动。`,
    })
  return 0
}
