import type { RunCommand } from '../../../cli/command.ts'
import { KINDS } from '../../../sandbox/faults/kinds.ts'
import { kindLines } from '../../../ui/render/faults.ts'
import { createStyle } from '../../../ui/style.ts'

export const run: RunCommand = async (ctx) => {
  if (ctx.io.json) {
    const kinds = KINDS.map(({ kind, on, value, summary, example }) => ({
      kind,
      on,
      form: `${kind}${value}`,
      summary: summary[ctx.lang],
      example: `integ sandbox fault add ${example}`,
    }))
    ctx.io.document({ kinds })
  } else for (const line of kindLines(KINDS, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
  return 0
}
