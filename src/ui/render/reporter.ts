import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { verdict, type Report, type ReportResult } from '../../checks/report.ts'
import { reportNotWritten, twoDocuments } from '../../errors/catalog/checks.ts'
import type { Io } from '../io.ts'
import { renderGithub } from './github.ts'
import { renderJunit } from './junit.ts'
import { renderResult, renderTotals, reportDocument } from './report.ts'

export interface ReporterOptions {
  /** `integ doctor`, `integ validate` */
  readonly name: string
  readonly cwd: string
  /** File of the JUnit report; `-` is stdout. */
  readonly junit?: string | undefined
  readonly github?: boolean
  /** File that annotations point to. */
  readonly file?: string | undefined
  readonly mask: (text: string) => string
}

/** Shows results as they come, and every wanted form of the report at the end. */
export interface Reporter {
  readonly onResult: (result: ReportResult) => void
  /** The exit code: 1 with a `fail`, always. Throws `report-not-written`. */
  finish(report: Report): Promise<number>
}

/** Throws `two-documents`. */
export function createReporter(io: Io, options: ReporterOptions): Reporter {
  const { lang } = io
  const xmlOnStdout = options.junit === '-'
  if (io.json && xmlOnStdout) throw twoDocuments({})
  // Where stdout belongs to a document, people read on stderr.
  const line = (text: string) => (xmlOnStdout ? io.err(text) : io.out(text))
  const view = { lang, color: xmlOnStdout ? io.errColor : io.color }
  return {
    onResult(result) {
      if (!io.json) line(renderResult(result, view))
    },
    async finish(report) {
      if (!io.json) line(`\n${renderTotals(report, view)}`)
      if (options.github)
        for (const command of renderGithub(report, { lang, file: options.file }))
          if (io.json || xmlOnStdout) io.error(command)
          else io.out(command)
      if (options.junit !== undefined) {
        const xml = await renderJunit(report, { lang, name: options.name, mask: options.mask })
        if (xmlOnStdout) io.write(xml)
        else writeReport(resolve(options.cwd, options.junit), xml)
      }
      if (io.json) io.document(reportDocument(report, lang))
      return verdict(report) === 'pass' ? 0 : 1
    },
  }
}

function writeReport(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  } catch (error) {
    throw reportNotWritten({ path, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }, { cause: error })
  }
}
