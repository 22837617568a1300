import type { CommandInput } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { finish, prepare, type Prepared } from '../../call/call.ts'
import { toCurl } from '../../system/curl.ts'
import { readBytes } from '../../call/files.ts'
import { parseItems } from '../../call/items.ts'
import type { CallInput, Target } from '../../call/types.ts'
import { invalidValue } from '../../errors/catalog/usage.ts'
import { fieldsOf, isSecret } from '../../profiles/fields.ts'
import { variableName } from '../../profiles/values.ts'
import { callDocument, preparedDocument, renderCall, renderPrepared } from '../../ui/render/call.ts'

export async function run(ctx: CommandContext, input: CommandInput): Promise<number> {
  const { options } = input
  if (typeof options['state'] === 'string') await ctx.sandbox({ state: options['state'] })
  const ports = await ctx.callPorts()
  const request = await callInput(ctx, input)
  const prepared = await prepare(request, ports)
  const stays = options['curl'] === true || options['dryRun'] === true || prepared.target.operation.browser === true
  if (stays) {
    if (prepared.target.environment === 'local' && (await ctx.sandbox()).inProcess)
      ctx.io.say({
        en: 'No sandbox keeps running here, so its address ends with this command. Keep one: integ sandbox start --detach',
        zh: '当前没有常驻的沙箱，其地址随本命令结束而失效。如需常驻：integ sandbox start --detach',
      })
    return show(ctx, prepared, options['curl'] === true)
  }
  const result = await finish(prepared, request, ports)
  if (ctx.options.json) ctx.io.document(callDocument(result, ctx.lang, options['verbose'] === true))
  else renderCall(result, ctx.io, options['verbose'] === true)
  if (result.learned)
    ctx.io.say({
      en: `The answer named a platform certificate that the profile ${prepared.target.profile ?? '-'} did not have; it was downloaded, checked and kept.`,
      zh: `应答使用了凭证档案 ${prepared.target.profile ?? '-'} 中没有的平台证书；已下载、校验并保存。`,
    })
  return result.outcome.error ? 1 : 0
}

function show(ctx: CommandContext, prepared: Prepared, curl: boolean): number {
  if (ctx.options.json) ctx.io.document(preparedDocument(prepared))
  else if (curl) showCurl(ctx, prepared)
  else renderPrepared(prepared, ctx.io)
  return 0
}

/** Shorter values may stand anywhere by chance. */
const SHORTEST_SECRET = 6

/** A real credential is named, not shown: whoever runs the command has the variable. */
function variablesOf({ target }: Prepared): ReadonlyMap<string, string> {
  const { connector, credential, environment } = target
  if (environment === 'local') return new Map()
  const fields = fieldsOf(connector)
  const secrets = Object.entries(credential).filter(
    ([field, value]) => isSecret(fields, field) && value.length >= SHORTEST_SECRET,
  )
  return new Map(secrets.map(([field, value]) => [value, variableName(connector.id, field)]))
}

function showCurl(ctx: CommandContext, prepared: Prepared): void {
  const command = toCurl(prepared.signed.request, variablesOf(prepared))
  ctx.io.out(command)
  if (ctx.redactor.mask(command) !== command)
    ctx.io.say({
      en: 'The credential travels encoded and is masked above: put it in yourself before you run the command.',
      zh: '凭证以编码形式传输，上面已打码；运行前请自行填入。',
    })
}

async function callInput(ctx: CommandContext, input: CommandInput): Promise<CallInput> {
  const { options } = input
  const [first = '', ...others] = input.args
  const isMethod = /^[A-Z]+$/.test(first) && others[0]?.startsWith('/') === true
  const operation = isMethod ? `${first} ${others[0]}` : first
  const items = parseItems(isMethod ? others.slice(1) : others, ctx.cwd)
  const bodyBytes = typeof options['body'] === 'string' ? await readBody(ctx, options['body']) : undefined
  const connector = options['connector'] as string | undefined
  const timeout = options['timeout'] as string | undefined
  const protocol = options['protocol'] as string | undefined
  const merchant = options['for'] as string | undefined
  const timeoutMs = timeout === undefined ? undefined : seconds(timeout) * 1000
  return {
    operation,
    ...items,
    ...(connector === undefined ? {} : { connector }),
    ...(ctx.options.profile === undefined ? {} : { profile: ctx.options.profile }),
    ...(ctx.options.environment === undefined ? {} : { environment: ctx.options.environment }),
    ...(bodyBytes === undefined ? {} : { bodyBytes }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(merchant === undefined ? {} : { merchant }),
    ...(options['encrypt'] === true ? { encrypt: true } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    showLocal: options['curl'] === true && !ctx.options.json,
    validate: options['validate'] !== false,
    confirm: (target) => confirm(ctx, target),
  }
}

function seconds(value: string): number {
  const number = Number(value)
  if (!(number > 0 && number <= 3600))
    throw invalidValue({
      name: '--timeout',
      value,
      expected: { en: 'a number of seconds up to 3600', zh: '不超过 3600 的秒数' },
    })
  return number
}

async function readBody(ctx: CommandContext, given: string): Promise<Uint8Array> {
  if (given.startsWith('@')) return readBytes(given.slice(1), ctx.cwd)
  if (given !== '-') return Buffer.from(given)
  const text = await ctx.io.readStdin()
  // Standard input is read as text; what was no text cannot be told from it any more.
  if (text.includes('\ufffd'))
    throw invalidValue({
      name: '--body',
      value: '-',
      expected: { en: 'text in UTF-8; give bytes with --body @file', zh: ' UTF-8 文本；二进制内容请用 --body @文件' },
    })
  return Buffer.from(text)
}

async function confirm(ctx: CommandContext, target: Target): Promise<boolean> {
  if (ctx.options.yes) return true
  if (!ctx.io.interactive) return false
  const { id } = target.operation
  const prompts = await ctx.prompts()
  return prompts.confirm(
    {
      en: `${id} changes something in PRODUCTION (profile ${target.profile ?? '-'}). Send it?`,
      zh: `${id} 会改变生产环境的数据（凭证 ${target.profile ?? '-'}）。确认发送？`,
    },
    false,
  )
}
