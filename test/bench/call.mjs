// Time to the first verified answer: the whole process of `integ call` against a running sandbox, beside `node -e 0`; with
// an operation of a small document whose answers are signed, and with one of a document of 13 MB (DOCUMENT names another).
import { existsSync } from 'node:fs'
import { createPlace } from './place.mjs'
import { here, pairs } from './processes.mjs'
import { createReport, median } from './report.mjs'

const PAIRS = Number(process.env.PAIRS ?? 15)
const LIMIT = 3
const document = process.env.DOCUMENT ?? here('../../../shared/specs/github-rest-3.0.json')
const report = createReport(
  `first verified answer, times of node -e 0, median of ${PAIRS} pairs, Node ${process.versions.node}`,
)
const place = createPlace()

function rows(name, args) {
  const { wall, cpu } = pairs(args, PAIRS, { env: place.env, cwd: place.root })
  const good = { limit: LIMIT }
  report.row(`${name}, wall`, { ...good, ratio: median(wall) })
  report.row(`${name}, CPU`, { ...good, ratio: median(cpu) })
}

try {
  const large = existsSync(document)
  if (large) place.integ(['connector', 'add', document, '--id', 'large'])
  else report.say(`${document} is not there: the large document is left out`)
  place.startSandbox()
  place.integ([
    'call',
    'alipay.trade.pay',
    'out_trade_no=B1',
    'total_amount=1',
    'subject=Tea',
    'auth_code=280000000000000001',
  ])
  rows('alipay.trade.query', [place.bin, 'call', 'alipay.trade.query', 'out_trade_no=B1'])
  if (large)
    rows('one of a 13 MB document', [place.bin, 'call', 'large:issues/create', 'owner=a', 'repo=b', 'title=hello'])
} finally {
  place.remove()
}
