import type { CommandInput } from '../../cli/command.ts'
import { completionScript, SHELLS, type Shell } from '../../cli/completion.ts'
import type { CommandContext } from '../../cli/context.ts'
import { invalidValue } from '../../errors/catalog/usage.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const shell = input.args[0] ?? ''
  if (!SHELLS.includes(shell as Shell))
    throw invalidValue({
      name: 'shell',
      value: shell,
      expected: { en: `one of ${SHELLS.join(', ')}`, zh: `${SHELLS.join('、')} 之一` },
    })
  const script = completionScript(shell as Shell)
  if (ctx.options.json) ctx.io.document({ shell, script })
  else ctx.io.out(script)
  return 0
}
