// What a start costs: `integ --version` and `integ --help` beside bare `node -e 0`, in pairs, so that the machine's mood
// falls on both.
import { bin, pairs } from './processes.mjs'
import { createReport, median } from './report.mjs'

const PAIRS = Number(process.env.PAIRS ?? 20)
const report = createReport(`start-up, times of node -e 0, median of ${PAIRS} pairs, Node ${process.versions.node}`)

for (const [option, limit] of [
  ['--version', 1.15],
  ['--help', 1.35],
]) {
  const { wall, cpu } = pairs([bin, option], PAIRS)
  report.row(`integ ${option}, wall`, { ratio: median(wall), limit })
  report.row(`integ ${option}, CPU`, { ratio: median(cpu), limit })
}
