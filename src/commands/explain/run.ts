import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { errorEntries } from '../../errors/catalog/index.ts'
import { unknownCode } from '../../errors/catalog/call.ts'
import type { Explanation } from '../../sdk/check.ts'
import { nearest } from '../../text/nearest.ts'
import { explanationDocument, renderExplanation } from '../../ui/render/explanation.ts'

interface Found {
  readonly from: string
  readonly explanation: Explanation
}

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const code = (input.args[0] ?? '').trim()
  const { found, known } = await search(ctx, code, input.options['connector'] as string | undefined)
  if (found.length === 0) throw unknownCode({ code, nearest: nearest(code, known) })
  if (ctx.options.json)
    ctx.io.document({
      code,
      explanations: found.map(({ from, explanation }) => ({ from, ...explanationDocument(explanation, ctx.lang) })),
    })
  else ctx.io.out(found.map((one) => renderExplanation(one.explanation, one.from, ctx.io)).join('\n\n'))
  return 0
}

async function search(
  ctx: CommandContext,
  code: string,
  only: string | undefined,
): Promise<{ found: Found[]; known: string[] }> {
  const found: Found[] = []
  const known: string[] = []
  const registry = await ctx.registry()
  const ids = only === undefined ? registry.list().map(({ id }) => id) : [only]
  for (const id of ids) {
    const connector = await registry.get(id)
    const named = connector.explanation(code)
    // Logs often hold the platform's words only; they say more than a code that stands for several errors.
    const meant = named ? [named] : connector.explanations().filter(({ text }) => text === code)
    found.push(...meant.map((explanation) => ({ from: id, explanation })))
    if (meant.length === 0) known.push(...connector.explanations().map((one) => one.code))
  }
  if (only === undefined)
    for (const entry of errorEntries()) {
      if (entry.code === code)
        found.push({ from: 'integ', explanation: { code, title: entry.title, cause: entry.cause, fixes: entry.fixes } })
      else known.push(entry.code)
    }
  return { found, known }
}
