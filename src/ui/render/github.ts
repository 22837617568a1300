import type { Report } from '../../checks/report.ts'
import type { Lang } from '../../text/text.ts'
import { detailsOf, nameOf } from './report.ts'

/**
 * Annotations of GitHub Actions: one line for each `fail` (error) and `warn` (warning).
 * Escapes as https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts documents them.
 */
export function renderGithub(
  report: Report,
  options: { readonly lang: Lang; readonly file?: string | undefined },
): readonly string[] {
  const place = options.file === undefined ? '' : `file=${property(options.file)},`
  return report.results
    .filter((result) => result.status === 'fail' || result.status === 'warn')
    .map((result) => {
      const details = detailsOf(result, options.lang)
      const message = `${result.summary[options.lang]}${details === '' ? '' : `\n${details}`}`
      const level = result.status === 'fail' ? 'error' : 'warning'
      return `::${level} ${place}title=${property(`${nameOf(result)} ${result.title[options.lang]}`)}::${data(message)}`
    })
}

/** A line break would end the command, and the next line could be one of its own. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
