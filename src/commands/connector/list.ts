import type { CommandContext } from '../../cli/context.ts'
import { IntegError } from '../../errors/integ-error.ts'
import { renderConnectors } from '../../ui/render/connectors.ts'

export async function run(ctx: CommandContext): Promise<number> {
  const registry = await ctx.registry()
  const entries = registry.list()
  const broken = registry.broken().map(({ entry, error }) => ({
    entry,
    error:
      error instanceof IntegError
        ? { code: error.code, message: error.text[ctx.lang] }
        : { code: 'bug', message: String(error) },
  }))
  if (ctx.options.json) {
    const connectors = entries.map(({ id, manifest, source, folder }) => {
      const { name, summary, environments } = manifest
      return {
        id,
        name: name[ctx.lang],
        summary: summary[ctx.lang],
        source,
        folder,
        environments: Object.keys(environments),
        module: manifest.module !== undefined,
      }
    })
    ctx.io.document({ connectors, broken })
    return broken.length > 0 ? 1 : 0
  }
  if (entries.length > 0) ctx.io.out(renderConnectors(entries, ctx.io))
  else
    ctx.io.say({
      en: 'No connector yet. Add one: integ connector add ./openapi.yaml',
      zh: '还没有连接器。添加一个：integ connector add ./openapi.yaml',
    })
  for (const { entry, error } of broken)
    ctx.io.error(
      ctx.lang === 'zh'
        ? `integration.json 中的“${entry}”不可用：${error.message}`
        : `"${entry}" of integration.json cannot be used: ${error.message}`,
    )
  return broken.length > 0 ? 1 : 0
}
