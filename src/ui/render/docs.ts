import type { AnswerGuide, EventGuide, OperationGuide } from '../../reference/guide.ts'
import type { Field } from '../../spec/describe.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Io } from '../io.ts'
import { createStyle } from '../style.ts'
import { renderFields } from './fields.ts'

export function operationGuideDocument(guide: OperationGuide): Readonly<Record<string, unknown>> {
  const { connector, operation, parameters, body, answers, errors, command } = guide
  const { id, method, path, summary, description, tags, auth, writes, emits, docs, extensions } = operation
  return {
    connector,
    operation: {
      id,
      method,
      path,
      summary,
      description: description ?? null,
      tags,
      auth,
      writes,
      deprecated: extensions['deprecated'] === true,
      docs: docs ?? null,
    },
    parameters,
    body: body ?? null,
    answers,
    events: emits,
    errors,
    command,
  }
}

export function eventGuideDocument({
  connector,
  event,
  fields,
  causes,
  command,
}: EventGuide): Readonly<Record<string, unknown>> {
  return {
    connector,
    event: { id: event.id, summary: event.summary, scheme: event.scheme, example: event.example },
    fields,
    causes,
    command,
  }
}

const ERRORS_SHOWN = 10

export function renderOperationGuide(guide: OperationGuide, io: Io): string {
  const style = createStyle(io.color)
  const zh = io.lang === 'zh'
  const { operation, parameters, body, answers, errors } = guide
  const word = (en: string, chinese: string) => style.bold(zh ? chinese : en)
  const facts = [
    guide.connector,
    `${operation.method} ${operation.path}`,
    ...(operation.extensions['deprecated'] === true ? [zh ? '已弃用' : 'deprecated'] : []),
  ]
  // A summary that was taken from the description is not said twice.
  const repeats = operation.description?.startsWith(operation.summary) === true
  const head = operation.summary === '' || repeats ? '' : `\n${escapeControls(operation.summary)}`
  const blocks = [
    `${style.bold(escapeControls(operation.id))}  ${style.dim(escapeControls(facts.join('  ')))}${head}`,
    operation.description === undefined ? '' : prose(operation.description),
    operation.auth.length === 0
      ? ''
      : `${word('Authentication', '认证')}  ${escapeControls(operation.auth.join(zh ? ' 或 ' : ' or '))}`,
    parameters.length === 0 ? '' : `${word('Parameters', '参数')}\n${renderFields(parameters, io)}`,
    body === undefined
      ? ''
      : `${word('Body', '请求体')}  ${style.dim(`${body.mediaType}${body.required ? '' : zh ? '，可省略' : ', optional'}`)}\n${bodyText(body.fields, body.type, io)}`,
    answers.length === 0
      ? ''
      : `${word('Answers', '返回')}\n${answers.map((answer) => answerText(answer, io)).join('\n')}`,
    operation.emits.length === 0 ? '' : `${word('Events', '事件')}  ${escapeControls(operation.emits.join(', '))}`,
    errors.length === 0
      ? ''
      : `${word('Error codes', '错误码')}  ${escapeControls(errors.slice(0, ERRORS_SHOWN).join(', '))}${errors.length > ERRORS_SHOWN ? ' …' : ''}\n  ${style.cyan(`integ explain ${escapeControls(errors[0] ?? '')}`)}`,
    operation.docs === undefined ? '' : `${word('Read on', '更多')}  ${escapeControls(operation.docs)}`,
    `${word('Try it', '试一试')}\n  ${style.cyan(escapeControls(guide.command))}`,
  ]
  return blocks.filter((block) => block !== '').join('\n\n')
}

export function renderEventGuide({ connector, event, fields, causes, command }: EventGuide, io: Io): string {
  const style = createStyle(io.color)
  const zh = io.lang === 'zh'
  const word = (en: string, chinese: string) => style.bold(zh ? chinese : en)
  const blocks = [
    `${style.bold(escapeControls(event.id))}  ${style.dim(`${connector}  ${zh ? '事件' : 'event'}`)}\n${escapeControls(event.summary)}`,
    fields.length === 0 ? '' : `${word('Payload', '内容')}\n${renderFields(fields, io)}`,
    causes.length === 0 ? '' : `${word('Caused by', '由以下接口引起')}  ${escapeControls(causes.join(', '))}`,
    `${word('Try it', '试一试')}\n  ${style.cyan(escapeControls(command))}`,
  ]
  return blocks.filter((block) => block !== '').join('\n\n')
}

function bodyText(fields: readonly Field[], type: string, io: Io): string {
  return fields.length === 0 ? `  ${escapeControls(type)}` : renderFields(fields, io)
}

function answerText(answer: AnswerGuide, io: Io): string {
  const style = createStyle(io.color)
  const shape = [answer.type, answer.mediaType].filter((part) => part !== undefined).join(', ')
  const head =
    `  ${style.bold(answer.status)}  ${escapeControls(oneLine(answer.summary))}  ${style.dim(escapeControls(shape))}`.trimEnd()
  return answer.fields.length === 0 ? head : `${head}\n${renderFields(answer.fields, io, 2)}`
}

function oneLine(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Descriptions hold Markdown and HTML; what a terminal cannot show is taken out, paragraphs stay. */
function prose(text: string): string {
  const plain = text
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/p>\s*/gi, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return escapeControls(plain)
}
