// Acknowledges everything. Prints its port; every `{ "expect": n }` line on stdin is answered with the seconds until n more
// requests have come, counted from the first of them.
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'

let left = 0
let first = 0
const server = createServer((request, response) => {
  if (first === 0) first = performance.now()
  request.resume()
  request.on('end', () => {
    response.end('success')
    if (--left === 0) process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - first) / 1000 })}\n`)
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`))
createInterface({ input: process.stdin })
  .on('line', (line) => {
    left = JSON.parse(line).expect
    first = 0
    process.stdout.write('{"ready":true}\n')
  })
  .on('close', () => process.exit())
