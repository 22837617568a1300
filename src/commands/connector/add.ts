import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { type AddedConnector, addConnector } from '../../registry/add.ts'
import { renderAdded } from '../../ui/render/connectors.ts'
import { showProgress } from '../../ui/spinner.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const source = input.args[0] ?? ''
  const [project, registry] = await Promise.all([ctx.project(), ctx.registry()])
  const progress = await showProgress(ctx.io, { en: `Reading ${source}`, zh: `正在读取 ${source}` })
  let added: AddedConnector
  try {
    added = await addConnector(
      {
        source,
        id: input.options['id'] as string | undefined,
        root: input.options['root'] as string | undefined,
        ...(ctx.io.stderrTty && {
          progress: ({ done, total }) =>
            progress.update({ en: `Compiling ${done} of ${total}`, zh: `正在编译 ${done}/${total}` }),
        }),
      },
      { cwd: ctx.cwd, project, paths: ctx.paths, known: registry.list() },
    )
  } catch (error) {
    progress.fail({ en: `${source} cannot be taken`, zh: `无法采用 ${source}` })
    throw error
  }
  const { manifest, document } = added
  progress.done({ en: `Added the connector ${manifest.id}`, zh: `已添加连接器 ${manifest.id}` })
  if (ctx.options.json)
    ctx.io.document({
      connector: manifest.id,
      name: manifest.name[ctx.lang],
      version: document.info.version,
      openapi: document.version,
      operations: document.operations.length,
      events: document.events.length,
      servers: document.servers.map(({ url }) => url),
      security: Object.entries(document.securitySchemes).map(([name, { type, scheme }]) => ({
        name,
        type,
        ...(scheme !== undefined && { scheme }),
      })),
      environments: manifest.environments,
      folder: added.folder,
      entry: added.entry ?? null,
      replaced: added.replaced,
    })
  else ctx.io.out(renderAdded(added, ctx.io))
  return 0
}
