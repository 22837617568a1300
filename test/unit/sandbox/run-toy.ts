import { createProgram } from '../../../src/cli/program.ts'
import { EXIT_CODES } from '../../../src/cli/exit-codes.ts'
import { sandboxCommand } from '../../../src/commands/sandbox/command.ts'
import { IntegError } from '../../../src/errors/integ-error.ts'
import { errorDocument, renderError } from '../../../src/ui/render/error.ts'
import { toyContext, type ToySetup } from './toy-context.ts'

/** `integ sandbox …` with the toy as the only connector. The exit code. */
export async function runToy(argv: readonly string[], setup: Omit<ToySetup, 'json' | 'defer'>): Promise<number> {
  const json = argv.includes('--json')
  const lang = setup.lang ?? 'en'
  const closers: (() => Promise<void> | void)[] = []
  const ctx = toyContext({ ...setup, json, defer: (close) => void closers.push(close) })
  let code = 0
  const program = createProgram([sandboxCommand], {
    lang,
    color: false,
    columns: 80,
    write: (text) => ctx.io.write(text),
    onCommand: async ({ spec, input }) => {
      code = (await (await spec.load?.())?.run(ctx, input)) ?? 0
    },
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (!(error instanceof IntegError)) throw error
    if (json) ctx.io.document(errorDocument(error, lang, false))
    else ctx.io.error(renderError(error, { lang, color: false, trace: false }))
    return EXIT_CODES[error.category]
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}
