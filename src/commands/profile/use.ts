import type { RunCommand } from '../../cli/command.ts'

export const run: RunCommand = async (ctx, input) => {
  const store = await ctx.profiles()
  const { name, connector, environment } = await store.use(input.args[0] ?? '')
  if (ctx.io.json) ctx.io.document({ profile: name, connector, environment })
  else
    ctx.io.out(
      ctx.lang === 'zh'
        ? `${connector} 在 ${environment} 环境下将使用 ${name}。`
        : `${connector} uses ${name} in the environment ${environment}.`,
    )
  return 0
}
