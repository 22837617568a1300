import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Connector } from '../../src/sdk/connector.ts'
import { systemClock } from '../../src/system/clock.ts'
import type { Lang } from '../../src/text/text.ts'
import { runToy } from '../unit/sandbox/run-toy.ts'
import { http, jsonOf, signedCall, tempFolder, until } from '../unit/sandbox/toy-sandbox.ts'

interface More {
  readonly lang?: Lang
  readonly env?: Record<string, string>
  readonly isTTY?: boolean
}

/** One home with the commands of `integ sandbox`. `start` stays in the foreground: it is ended when the test is. */
export function sandboxHome(given: { readonly folder?: string; readonly connector?: Connector } = {}) {
  const { folder = tempFolder(), ...served } = given
  const begin = (argv: readonly string[], { isTTY = false, ...more }: More = {}) => {
    const leave = new AbortController()
    const said = { out: '', err: '' }
    const streams = {
      stdout: { write: (text: string) => void (said.out += text), isTTY },
      stderr: { write: (text: string) => void (said.err += text) },
      stdin: Object.assign((async function* () {})(), { isTTY: false }),
    }
    const done = runToy(['sandbox', ...argv], { home: folder, streams, signal: leave.signal, ...served, ...more })
    onTestFinished(async () => {
      leave.abort()
      await done.catch(() => undefined)
    })
    return { said, done, leave: () => leave.abort() }
  }
  const run = async (argv: readonly string[], more: More = {}) => {
    const { said, done } = begin(argv, more)
    const code = await done
    return { code, ...said, json: () => JSON.parse(said.out) as Record<string, unknown> }
  }
  const start = async (...argv: string[]) => {
    const started = begin(['start', '--port', '0', ...argv])
    await until(() => started.said.out.includes('http://'))
    return { ...started, url: /http:\/\/127\.0\.0\.1:\d+/.exec(started.said.out)?.[0] ?? '' }
  }
  /** Places an order; its id. */
  const order = async (url: string, notify?: string) => {
    const call = signedCall(`${url}/orders`, { amount: 5, ...(notify ? { notify } : {}) }, systemClock)
    return String(jsonOf(await http.send(call))['id'])
  }
  return { folder, state: join(folder, 'data', 'sandbox'), begin, run, start, order }
}
