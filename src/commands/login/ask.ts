import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandContext } from '../../cli/context.ts'
import { invalidValue, missingArgument } from '../../errors/catalog/usage.ts'
import { distinctSchemes } from '../../profiles/fields.ts'
import { readKey } from '../../profiles/fingerprint.ts'
import { normaliseValue, readValueFile } from '../../profiles/values.ts'
import type { AuthScheme, Credential, CredentialField } from '../../sdk/auth.ts'
import type { Connector } from '../../sdk/connector.ts'
import type { Text } from '../../text/text.ts'

export async function chooseConnector(ctx: CommandContext, named: string | undefined): Promise<Connector> {
  const registry = await ctx.registry()
  if (named !== undefined) return registry.get(named)
  if (!ctx.io.interactive)
    throw missingArgument({ name: 'connector', command: 'integ login', example: 'integ login alipay' })
  const known = registry.active()
  const prompts = await ctx.prompts()
  const choices = known.map(({ id, manifest }) => ({
    value: id,
    name: manifest.name[ctx.lang],
    description: manifest.summary[ctx.lang],
  }))
  return registry.get(await prompts.select({ en: 'Which platform?', zh: '登录哪个平台？' }, choices))
}

/** By `--scheme`, by asking, else the first one. */
export async function chooseScheme(
  ctx: CommandContext,
  connector: Connector,
  named: string | undefined,
): Promise<AuthScheme> {
  const known = Object.keys(connector.auth)
  const choices = distinctSchemes(connector)
  const [first] = choices
  if (named !== undefined || !first) {
    const scheme = connector.auth[named ?? '']
    if (scheme && known.includes(named ?? '')) return scheme
    const expected = { en: `one of ${known.join(', ')}`, zh: `${known.join('、')} 之一` }
    throw invalidValue({ name: '--scheme', value: named ?? '', expected })
  }
  if (choices.length === 1 || !ctx.io.interactive) return first
  const prompts = await ctx.prompts()
  const items = choices.map((scheme) => ({
    value: scheme,
    name: scheme.id,
    description: scheme.fields.map((field) => field.label[ctx.lang]).join(', '),
  }))
  return prompts.select({ en: 'How do you authenticate?', zh: '使用哪种鉴权方式？' }, items)
}

/** Asks for each field, with its help. Keys are asked for by path, so that they need not be pasted. */
export async function askFields(
  ctx: CommandContext,
  connector: Connector,
  fields: readonly CredentialField[],
): Promise<Credential> {
  const prompts = await ctx.prompts()
  const answers: Record<string, string> = {}
  for (const field of fields) {
    if (field.help) ctx.io.say(field.help)
    if (field.format === 'pem') {
      const answer = await prompts.input(withNote(field.label, { en: 'path of the file', zh: '文件路径' }), {
        validate: (value) => keyProblem(ctx, value)?.[ctx.lang] ?? true,
        hide: (value) => field.secret && isKeyText(value),
      })
      answers[field.name] = readKeyOrFile(ctx, `${connector.id} ${field.name}`, field, answer)
    } else if (field.secret) {
      answers[field.name] = normaliseValue(field, await prompts.secret(field.label))
    } else {
      answers[field.name] = normaliseValue(field, await prompts.input(field.label))
    }
    if (field.secret) ctx.redactor.add(answers[field.name] ?? '')
  }
  return answers
}

const withNote = (label: Text, note: Text): Text => ({
  en: `${label.en} (${note.en})`,
  zh: `${label.zh}（${note.zh}）`,
})

const pathOf = (ctx: CommandContext, answer: string) =>
  resolve(
    ctx.cwd,
    answer
      .trim()
      .replace(/^@/, '')
      .replace(/^~(?=\/)/, ctx.env['HOME'] ?? '~'),
  )

/** Undefined when the answer is a key, or the path of a file that holds one. */
function keyProblem(ctx: CommandContext, answer: string): Text | undefined {
  if (readKey(answer.replaceAll('\\n', '\n'))) return undefined
  if (isKeyText(answer))
    return {
      en: 'This is not a whole key. One of several lines cannot be pasted here: give the path of its file.',
      zh: '这不是完整的密钥。多行密钥无法在此粘贴，请给出文件路径。',
    }
  const path = pathOf(ctx, answer)
  if (answer.trim() === '' || !existsSync(path)) return { en: 'There is no such file.', zh: '没有这个文件。' }
  try {
    if (readKey(readFileSync(path, 'utf8').trim().replaceAll('\\n', '\n'))) return undefined
  } catch {
    return { en: 'The file cannot be read.', zh: '无法读取该文件。' }
  }
  return { en: 'The file holds no key or certificate that can be read.', zh: '该文件中没有可读取的密钥或证书。' }
}

const isKeyText = (answer: string) => answer.includes('-----BEGIN') || /^[A-Za-z0-9+/=\s]{80,}$/.test(answer.trim())

function readKeyOrFile(ctx: CommandContext, name: string, field: CredentialField, answer: string): string {
  const path = pathOf(ctx, answer)
  return normaliseValue(field, existsSync(path) ? readValueFile(name, path) : answer)
}
