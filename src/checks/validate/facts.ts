import type { Attempt } from '../../delivery/deliver.ts'
import type { RecordedResponse } from '../../delivery/records.ts'
import { recordBody } from '../../delivery/records.ts'
import type { HttpResponse } from '../../sdk/http.ts'
import type { WebhookScheme } from '../../sdk/webhook.ts'
import type { Text } from '../../text/text.ts'

const EXCERPT = 300

/** A body on one line, quoted, cut: nothing in it can look like a line of ours. */
export function excerpt(body: string): string {
  const text = JSON.stringify(body.length > EXCERPT ? body.slice(0, EXCERPT) : body)
  return body.length > EXCERPT ? `${text} …` : text
}

/** The end of a program's output, each line marked as its own. */
export function lastLines(output: string, count: number): readonly string[] {
  // eslint-disable-next-line no-control-regex
  const plain = output.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
  const lines = plain.split(/\r?\n/).filter((line) => line.trim() !== '')
  return lines.slice(-count).map((line) => `| ${line}`)
}

export function received(
  attempt: Pick<Attempt, 'error' | 'ms'> & { readonly response?: HttpResponse | RecordedResponse },
): Text {
  const { response, ms } = attempt
  if (!response)
    return {
      en: `received: no answer (${attempt.error ?? 'unknown'}, ${ms} ms)`,
      zh: `收到：没有应答（${attempt.error ?? 'unknown'}，${ms} 毫秒）`,
    }
  const said = `HTTP ${response.status}, ${excerpt(bodyOf(response))}`
  return { en: `received: ${said} (${ms} ms)`, zh: `收到：${said}（${ms} 毫秒）` }
}

export function bodyOf(response: HttpResponse | RecordedResponse): string {
  return typeof response.body === 'string' ? response.body : recordBody(response.body).body
}

/** The platform's acknowledgement in words: exactly these bytes, or anything with that status. */
export function acknowledgementOf(scheme: WebhookScheme): Text {
  const wanted = scheme.acknowledgement()
  const body = bodyOf(wanted)
  const withBody = (text: string) => scheme.acknowledged({ ...wanted, body: Buffer.from(text) })
  if (withBody('') && withBody(`${body}x`))
    return { en: `HTTP ${wanted.status}, any body`, zh: `HTTP ${wanted.status}，应答内容不限` }
  if (body === '') return { en: `HTTP ${wanted.status} with an empty body`, zh: `HTTP ${wanted.status}，应答内容为空` }
  const exact = !withBody(`${body}\n`)
  return exact
    ? {
        en: `HTTP ${wanted.status}, body exactly ${excerpt(body)}`,
        zh: `HTTP ${wanted.status}，应答内容恰好为 ${excerpt(body)}`,
      }
    : {
        en: `HTTP ${wanted.status}, body such as ${excerpt(body)}`,
        zh: `HTTP ${wanted.status}，应答内容如 ${excerpt(body)}`,
      }
}

/** Why an answer that is nearly right does not count; undefined when it is not even near. */
export function nearMiss(scheme: WebhookScheme, response: HttpResponse | RecordedResponse): Text | undefined {
  const wanted = scheme.acknowledgement()
  const expected = bodyOf(wanted)
  const body = bodyOf(response)
  if (body === expected && response.status !== wanted.status)
    return {
      en: `The body is right, the status ${response.status} is not.`,
      zh: `应答内容正确，但状态码 ${response.status} 不对。`,
    }
  if (body === expected || expected === '') return undefined
  if (body.trim() === expected) return { en: 'There are blanks or line breaks around it.', zh: '首尾多了空白或换行。' }
  if (body.trim().replace(/^["']|["']$/g, '') === expected)
    return { en: 'It is sent in quotes, as JSON would be.', zh: '应答带有引号，可能按 JSON 输出了。' }
  if (body.trim().toLowerCase() === expected.toLowerCase())
    return { en: 'Upper and lower case differ.', zh: '大小写不一致。' }
  return undefined
}
