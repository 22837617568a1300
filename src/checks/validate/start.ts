import type { Check, CheckResult } from '../../sdk/check.ts'
import { lastLines } from './facts.ts'
import type { Integration, StartOutcome } from './integration.ts'

/** Without it nothing else can be played. */
export const startCheck: Check<{ readonly integration: Integration; readonly command: string | undefined }> = {
  id: 'start',
  title: { en: 'the integration starts', zh: '集成能够启动' },
  async run({ integration, command }): Promise<CheckResult> {
    const outcome = await integration.start()
    if (!outcome.ok) return failed(outcome, command)
    const { origin } = outcome.url
    return {
      status: 'pass',
      summary: outcome.started
        ? { en: `started, answers at ${origin}`, zh: `已启动，地址 ${origin}` }
        : { en: `runs at ${origin}`, zh: `正在运行，地址 ${origin}` },
    }
  },
}

function failed(outcome: Extract<StartOutcome, { ok: false }>, command: string | undefined): CheckResult {
  const { origin, port } = outcome.url
  const evidence = [...(command === undefined ? [] : [`$ ${command}`]), ...lastLines(outcome.output, 12)]
  if (outcome.reason === 'not-running')
    return {
      status: 'fail',
      summary: { en: `nothing answers at ${origin}`, zh: `${origin} 没有应答` },
      cause: { en: '--url names an integration that should run already.', zh: '--url 指向的集成应当已在运行。' },
      fixes: [
        {
          en: 'Start it first, or leave --url out and let validate start it.',
          zh: '请先启动它，或不使用 --url，由 validate 来启动。',
        },
      ],
    }
  if (outcome.reason === 'ended')
    return {
      status: 'fail',
      summary: { en: 'the integration ended before it answered', zh: '集成在应答之前就结束了' },
      cause: { en: 'Its start command failed; its last words are below.', zh: '启动命令失败，最后的输出见下方。' },
      evidence,
      fixes: [{ en: 'Run the command yourself and correct what it says.', zh: '请自行运行该命令并按提示修正。' }],
      ...(command === undefined ? {} : { command }),
    }
  return {
    status: 'fail',
    summary: { en: `the integration did not answer at ${origin}`, zh: `集成在 ${origin} 没有应答` },
    cause: {
      en: `It listens elsewhere: it was given PORT=${port} and has to use it.`,
      zh: `它可能监听了其他端口：启动时传入了 PORT=${port}，需要使用该端口。`,
    },
    evidence,
    fixes: [
      {
        en: 'Read the port from the environment variable PORT, or correct "url" in integration.json.',
        zh: '请从环境变量 PORT 读取端口，或修正 integration.json 中的 "url"。',
      },
    ],
    ...(command === undefined ? {} : { command: `PORT=${port} ${command}` }),
  }
}
