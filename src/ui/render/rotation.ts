import type { RotatedCertificate, RotatedScheme } from '../../sandbox/rotate.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Lang } from '../../text/text.ts'
import type { Style } from '../style.ts'

/** What signs from now on, and what of the old is still accepted. */
export function rotationLines(
  rotated: {
    readonly connector: string
    readonly profile: string
    readonly schemes: readonly RotatedScheme[]
    readonly certificates: readonly RotatedCertificate[]
  },
  lang: Lang,
  style: Style,
): readonly string[] {
  const zh = lang === 'zh'
  const { connector, schemes, certificates } = rotated
  const profile = escapeControls(rotated.profile)
  const lines = [
    zh
      ? `平台 ${style.bold(connector)} 已更换密钥（凭证 ${profile}）。`
      : `The platform ${style.bold(connector)} has changed its keys (profile ${profile}).`,
  ]
  for (const { serial, state } of certificates) {
    const words = { new: ['new', '新'], valid: ['still valid', '仍然有效'], dropped: ['no longer valid', '不再有效'] }[
      state
    ]
    const said = words[zh ? 1 : 0] ?? ''
    lines.push(`  ${zh ? '证书' : 'certificate'}  ${serial}  ${state === 'new' ? style.green(said) : style.dim(said)}`)
  }
  for (const { before, after, oldStaysValid } of distinct(schemes)) {
    if (after === undefined || before === after) continue
    const still = oldStaysValid ? (zh ? '仍然有效' : 'still valid') : zh ? '不再有效' : 'no longer valid'
    lines.push(
      `  ${zh ? '密钥' : 'key'}  ${escapeControls(after)}  ${style.green(zh ? '今后用它签名' : 'signs from now on')}`,
    )
    if (before !== undefined) lines.push(`  ${zh ? '密钥' : 'key'}  ${escapeControls(before)}  ${style.dim(still)}`)
  }
  return [
    ...lines,
    zh
      ? '只持有旧密钥的应用需要先取得新密钥才能验签：从平台下载，或重新导出。'
      : 'An application that holds only the old one has to get the new one before it can verify: by download, or by a new export.',
    `  integ profile export --profile ${profile}`,
  ]
}

/** Schemes that share their keys say the same. */
function distinct(schemes: readonly RotatedScheme[]): readonly RotatedScheme[] {
  return [...new Map(schemes.map((one) => [`${one.before} ${one.after}`, one])).values()]
}
