import type { Attempt } from '../../delivery/deliver.ts'
import type { CheckResult } from '../../sdk/check.ts'
import type { HttpRequest } from '../../sdk/http.ts'
import { recordBody } from '../../delivery/records.ts'
import { verifyMessage } from '../../signing/message.ts'
import type { Text } from '../../text/text.ts'
import { excerpt, received } from './facts.ts'
import { hand } from './forge.ts'
import type { Scene, Stage } from './types.ts'

/** What every scenario says in which the integration has to refuse. */
export interface Forgery {
  readonly request: HttpRequest
  /** What is wrong with the notification: "its total_amount was changed after signing". */
  readonly what: Text
  readonly cause: Text
  /** Default: verify the signature. */
  readonly fix?: Text
  /** Signed by the platform: only what it says is wrong. */
  readonly signed?: boolean
}

/** Hands over notifications that must not be believed. Any answer but an acknowledgement is a refusal. */
export async function expectRefusal(
  stage: Stage,
  id: string,
  forge: (scene: Scene) => readonly Forgery[] | CheckResult | Promise<readonly Forgery[] | CheckResult>,
): Promise<CheckResult> {
  const scene = await stage.scene()
  if (!scene.ok) return notSent
  const forged = await forge(scene)
  if ('status' in forged) return forged
  if (forged.length === 0)
    return { status: 'skip', summary: { en: 'the event has nothing to forge', zh: '该事件没有可伪造的内容' } }
  const forgeries = forged.filter(({ signed, request }) => signed || !looksGenuine(stage, scene, request))
  if (forgeries.length === 0)
    return {
      status: 'skip',
      summary: { en: 'nothing in this event could prove it false', zh: '该事件没有可用于辨别真伪的签名' },
    }
  const attempts: Attempt[] = []
  for (const forgery of forgeries) {
    const attempt = await hand(stage, scene, forgery.request)
    if (attempt.acknowledged) return believed(stage, id, forgery, attempt)
    attempts.push(attempt)
  }
  const silent = attempts.find((attempt) => !attempt.response)
  return silent ? unanswered(silent) : refusedAll(attempts)
}

function refusedAll(attempts: readonly Attempt[]): CheckResult {
  const statuses = [...new Set(attempts.map(({ response }) => `HTTP ${response?.status ?? 0}`))].join(', ')
  const ms = attempts.reduce((sum, attempt) => sum + attempt.ms, 0)
  const count = attempts.length
  return {
    status: 'pass',
    summary:
      count === 1
        ? { en: `refused (${statuses}, ${ms} ms)`, zh: `已拒绝（${statuses}，${ms} 毫秒）` }
        : {
            en: `refused ${count} of ${count} (${statuses}, ${ms} ms)`,
            zh: `${count} 条均已拒绝（${statuses}，${ms} 毫秒）`,
          },
  }
}

function unanswered(attempt: Attempt): CheckResult {
  const said = attempt.error ?? 'unknown'
  return {
    status: 'warn',
    summary: { en: `it did not answer (${said})`, zh: `没有应答（${said}）` },
    cause: {
      en: 'Not believed, but a forged notification should be answered, not break the receiver.',
      zh: '虽未采信，但接收端应当给出应答，而不是中断。',
    },
    evidence: [received(attempt)],
    fixes: [{ en: 'Answer with an error status, as for any refusal.', zh: '拒绝时也请返回错误状态。' }],
  }
}

/** What a right receiver could not tell apart (an event that is not signed at all) is nobody's fault. */
function looksGenuine(stage: Stage, { scheme }: Scene, request: HttpRequest): boolean {
  return verifyMessage(scheme.signature, request, scheme.keyRing(stage.credential, 'partner'), stage.clock).ok
}

/** For scenarios behind the event: `event.sent` says what went wrong. */
export const notSent: CheckResult = {
  status: 'skip',
  summary: { en: 'no event was sent', zh: '没有发送事件' },
}

function believed(stage: Stage, id: string, { request, what, cause, fix }: Forgery, attempt: Attempt): CheckResult {
  const { body } = recordBody(request.body)
  return {
    status: 'fail',
    summary: { en: `it acknowledged a notification although ${what.en}`, zh: `它确认了一条通知，尽管${what.zh}` },
    cause,
    evidence: [
      {
        en: `sent: ${request.method} ${request.url.href} ${excerpt(body)}`,
        zh: `发送：${request.method} ${request.url.href} ${excerpt(body)}`,
      },
      { en: 'expected: any answer but an acknowledgement', zh: '期望：任何不表示确认的应答' },
      received(attempt),
    ],
    fixes: [fix ?? verifyFirst],
    command: replay(stage, id),
  }
}

const verifyFirst: Text = {
  en: "Verify the signature over the body as it arrived, with the platform's key, before anything is read from it.",
  zh: '请用平台公钥对收到的原始内容验签，通过之后再读取其中的字段。',
}

export function replay(stage: Pick<Stage, 'connector'>, id: string): string {
  return `integ validate --only ${stage.connector.id}/${id}`
}
