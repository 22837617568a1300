// Runs load.mjs beside the server that it loads.
import { spawn } from 'node:child_process'
import { here, onCores } from './processes.mjs'

/** Answers a second, and answers. Throws when one was not 2xx. `cores` keeps the generator off the server's core. */
export async function load(options, cores = '0-1') {
  const [command, ...args] = onCores(cores, [process.execPath, here('load.mjs')])
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (data) => (out += data))
  child.stdin.end(JSON.stringify(options))
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`the load generator ended with ${code}`)
  const { rate, count, refused } = JSON.parse(out)
  if (refused > 0) throw new Error(`${refused} answers were refusals`)
  return { rate, count }
}

/** One HTTP/1.1 request as it goes over the wire, base64. */
export function wireOf({ method, path, port, headers = {}, body = '' }) {
  const all = { host: `127.0.0.1:${port}`, ...headers, ...(body && { 'content-length': Buffer.byteLength(body) }) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`).toString('base64')
}
