import type { Io } from '../io.ts'
import type { ShownCredential, ShownField } from '../../profiles/overview.ts'
import type { NamedMerchant } from '../../profiles/merchants.ts'
import type { CredentialSource } from '../../profiles/resolve.ts'
import type { Profile } from '../../profiles/store.ts'
import type { Lang, Text } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import { createStyle } from '../style.ts'

export interface CredentialView {
  readonly lang: Lang
  readonly color: boolean
}

/** One credential: where it is for, then a line per field with its value or fingerprint and its source. */
export function renderCredential(shown: ShownCredential, view: CredentialView): string {
  const style = createStyle(view.color)
  const say = (text: Text) => text[view.lang]
  const notes = [
    shown.current ? say({ en: 'used by calls', zh: '调用时使用' }) : '',
    shown.pending ? say({ en: 'made by itself when first needed', zh: '首次使用时自动生成' }) : '',
    !shown.pending && shown.missing.length > 0
      ? say({ en: `missing: ${shown.missing.join(', ')}`, zh: `缺少：${shown.missing.join('、')}` })
      : '',
    shown.fields.length === 0 && shown.missing.length === 0 ? say({ en: 'no credential needed', zh: '无需凭证' }) : '',
  ].filter(Boolean)
  const title = `${style.bold(escapeControls(shown.connector))}  ${style.cyan(shown.environment)}`
  const head = notes.length === 0 ? title : `${title}  ${style.dim(notes.join(view.lang === 'zh' ? '，' : ', '))}`
  return [head, ...renderFields(shown.fields, view)].join('\n')
}

/** One line with the merchants whom `--for` takes; none when nobody authorised. */
export function renderMerchants(merchants: readonly NamedMerchant[], view: CredentialView): readonly string[] {
  if (merchants.length === 0) return []
  const names = merchants.map(({ name, appId }) => escapeControls(appId ? `${name} (${appId})` : name)).join(', ')
  return [{ en: `  merchants: ${names}`, zh: `  已授权商户：${names}` }[view.lang]]
}

/** For `--json`: no token. */
export function merchantDocuments(merchants: readonly NamedMerchant[]): readonly object[] {
  return merchants.map(({ name, appId, authorisedAt }) => ({ name, appId, authorisedAt }))
}

/** Columns: name, value or fingerprint, source. */
export function renderFields(fields: readonly ShownField[], view: CredentialView): readonly string[] {
  const style = createStyle(view.color)
  const rows = fields.map(
    (field) => [escapeControls(field.name), valueOf(field, view.lang), sourceText(field.source)[view.lang]] as const,
  )
  const width = (at: 0 | 1) => Math.max(0, ...rows.map((row) => row[at].length))
  return rows.map(
    ([name, value, source]) =>
      `  ${name.padEnd(width(0))}  ${value.padEnd(width(1))}  ${style.dim(escapeControls(source))}`,
  )
}

function valueOf(field: ShownField, lang: Lang): string {
  return field.value === undefined ? (field.fingerprint?.[lang] ?? '') : escapeControls(field.value)
}

export function sourceText(source: CredentialSource): Text {
  if (source.kind === 'profile') return { en: `profile ${source.name}`, zh: `凭证档案 ${source.name}` }
  if (source.kind === 'minted') return { en: 'made for this run', zh: '仅本次运行生成' }
  const from =
    source.file === undefined ? { en: '', zh: '' } : { en: ` (file ${source.file})`, zh: `（文件 ${source.file}）` }
  return { en: `environment variable ${source.name}${from.en}`, zh: `环境变量 ${source.name}${from.zh}` }
}

/** What is saved but not used. */
export function renderShadowed(shown: ShownCredential): readonly Text[] {
  return shown.shadowed.map(({ field, variable }) => ({
    en: `${shown.connector} ${shown.environment}: ${variable} replaces ${field} of the profile ${shown.profile}.`,
    zh: `${shown.connector} ${shown.environment}：环境变量 ${variable} 覆盖了凭证档案 ${shown.profile} 的 ${field}。`,
  }))
}

/** For `--json`; a secret has no `value`. */
export function credentialDocument(shown: ShownCredential, lang: Lang): Readonly<Record<string, unknown>> {
  return {
    connector: shown.connector,
    environment: shown.environment,
    profile: shown.profile ?? null,
    current: shown.current,
    complete: shown.missing.length === 0,
    pending: shown.pending,
    missing: shown.missing,
    fields: fieldDocuments(shown.fields, lang),
    warnings: shown.shadowed.map(({ field, variable }) => ({ code: 'shadowed', field, variable })),
  }
}

export function fieldDocuments(
  fields: readonly ShownField[],
  lang: Lang,
): readonly Readonly<Record<string, unknown>>[] {
  return fields.map((field) => ({
    name: field.name,
    label: field.label[lang],
    secret: field.secret,
    ...(field.value === undefined ? { fingerprint: field.fingerprint?.en } : { value: field.value }),
    source: field.source,
  }))
}

/** Columns: mark of the active one, name, connector, environment, day. */
export function renderProfiles(
  profiles: readonly (Profile & { readonly active: boolean })[],
  view: CredentialView,
): string {
  const style = createStyle(view.color)
  const rows = profiles.map((one) =>
    [one.name, one.connector, one.environment, one.createdAt.slice(0, 10)].map(escapeControls),
  )
  const width = (at: number) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0))
  return rows
    .map((row, index) => {
      const mark = profiles[index]?.active ? style.green('*') : ' '
      return `${mark} ${row.map((cell, at) => cell.padEnd(width(at))).join('  ')}`.trimEnd()
    })
    .join('\n')
}

/** New keys come by themselves; what runs with the old ones has to learn them. */
export function sayLocalRemoved(io: Io): void {
  io.say({
    en: 'The sandbox gets new keys with the next command. Start a sandbox and integrations that are running again.',
    zh: '下一条命令会为沙箱生成新密钥。正在运行的沙箱与集成需要重新启动。',
  })
}
