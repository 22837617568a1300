import { resolve } from 'node:path'
import type { CommandContext } from '../../cli/context.ts'
import { credentialNotJson, secretInArguments, unknownCredentialField } from '../../errors/catalog/auth.ts'
import { invalidValue } from '../../errors/catalog/usage.ts'
import { fieldsOf, type Authenticated } from '../../profiles/fields.ts'
import { normaliseValue, readValueFile, variableName } from '../../profiles/values.ts'
import type { Credential, CredentialField } from '../../sdk/auth.ts'

/** What `--from`, `--file` and `--set` say; of one field given twice the later of these wins. */
export async function givenValues(
  ctx: CommandContext,
  connector: Authenticated,
  options: Readonly<Record<string, unknown>>,
): Promise<Credential> {
  const values: Record<string, string> = {}
  const put = (name: string, value: string) => {
    const field = fieldNamed(connector, name)
    values[field.name] = normaliseValue(field, value)
    if (field.secret) ctx.redactor.add(values[field.name] ?? '')
  }
  const from = options['from'] as string | undefined
  if (from !== undefined) for (const [name, value] of Object.entries(await readDocument(ctx, from))) put(name, value)
  for (const [name, path] of pairs('--file', options['file']))
    put(name, readValueFile(`--file ${name}`, resolve(ctx.cwd, path)))
  for (const [name, value] of pairs('--set', options['set'])) {
    const field = fieldNamed(connector, name)
    if (field.secret) {
      ctx.redactor.add(value)
      throw secretInArguments({ field: name, connector: connector.id, variable: variableName(connector.id, name) })
    }
    put(name, value)
  }
  return values
}

function fieldNamed(connector: Authenticated, name: string): CredentialField {
  const fields = fieldsOf(connector)
  const field = fields.find((one) => one.name === name)
  if (!field)
    throw unknownCredentialField({
      field: name.slice(0, 60),
      connector: connector.id,
      known: fields.map((one) => one.name),
    })
  return field
}

/** Nothing of a text that cannot be read is repeated: it may be the secret. */
async function readDocument(ctx: CommandContext, from: string): Promise<Record<string, string>> {
  const source = from === '-' ? { en: 'standard input', zh: '标准输入' }[ctx.lang] : resolve(ctx.cwd, from)
  const text = from === '-' ? await ctx.io.readStdin() : readValueFile('--from', source)
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw credentialNotJson({ source, reason: { en: 'it is not valid JSON', zh: '不是合法的 JSON' } })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw credentialNotJson({ source, reason: { en: 'it is not an object', zh: '内容不是对象' } })
  for (const [name, member] of Object.entries(value))
    if (typeof member !== 'string')
      throw credentialNotJson({ source, reason: { en: `"${name}" is not a string`, zh: `“${name}”不是字符串` } })
  return value as Record<string, string>
}

function pairs(flag: string, given: unknown): readonly (readonly [string, string])[] {
  return ((given as readonly string[] | undefined) ?? []).map((text) => {
    const at = text.indexOf('=')
    // The text may be a secret without its name, so it is not repeated.
    if (at < 1)
      throw invalidValue({
        name: flag,
        value: '…',
        expected: { en: 'of the form name=value', zh: '“名称=取值”的形式' },
      })
    return [text.slice(0, at), text.slice(at + 1)] as const
  })
}
