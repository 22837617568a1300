// A light load generator, run as a process: `{ port, requests: [base64], connections, seconds, least }` on stdin; one keep-alive
// request under way per connection. Prints `{ rate, count, refused }`: answers a second, answers, and how many were not 2xx.
import { connect } from 'node:net'

const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const { port, requests, connections, seconds, least = 0 } = JSON.parse(Buffer.concat(chunks).toString())
const wire = requests.map((text) => Buffer.from(text, 'base64'))

let next = 0
let count = 0
let refused = 0
let ended = false

function open() {
  const socket = connect(port, '127.0.0.1')
  let rest = Buffer.alloc(0)
  const send = () => socket.write(wire[next++ % wire.length])
  socket.setNoDelay(true)
  socket.on('connect', send)
  socket.on('error', (error) => ended || fail(error))
  socket.on('close', () => ended || fail(new Error('the connection was closed')))
  socket.on('data', (data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data])
    for (let end = rest.indexOf('\r\n\r\n'); end >= 0; end = rest.indexOf('\r\n\r\n')) {
      const head = rest.toString('latin1', 0, end)
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
      if (rest.length < end + 4 + length) return
      if (head[9] !== '2') refused += 1
      rest = rest.subarray(end + 4 + length)
      count += 1
      send()
    }
  })
  return socket
}

function fail(error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

const sockets = Array.from({ length: connections }, open)
const start = performance.now()
await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const enough = async () => {
  for (;;) {
    if (count >= least) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
await enough()
const rate = (count * 1000) / (performance.now() - start)
ended = true
for (const socket of sockets) socket.destroy()
process.stdout.write(JSON.stringify({ rate, count, refused }))
