// What every benchmark prints: a figure beside its floor, measured in turns in the same run, and the ratio that is wanted.
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** `rows` of one benchmark; a wanted ratio that is missed makes the exit code 1. */
export function createReport(title) {
  process.stdout.write(`${title}\n`)
  return {
    say: (text) => process.stdout.write(`  ${text}\n`),
    /** `ratio` against `limit`: at most, or with `atLeast` at least. */
    row(name, { ratio, limit, atLeast = false, detail = '' }) {
      const good = atLeast ? ratio >= limit : ratio <= limit
      const wanted = `${atLeast ? 'at least' : 'at most'} ${limit.toFixed(2)}`
      process.stdout.write(
        `  ${name.padEnd(46)} ${ratio.toFixed(2).padStart(6)}  wanted ${wanted.padEnd(14)} ${good ? 'good' : 'MISSED'}  ${detail}\n`,
      )
      if (!good) process.exitCode = 1
    },
  }
}
