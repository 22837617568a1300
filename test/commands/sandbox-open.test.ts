import { describe, it } from 'vitest'
import { readPublished } from '../../src/sandbox/published.ts'
import { run as open } from '../../src/commands/sandbox/open.ts'
import type { Text } from '../../src/text/text.ts'
import { http, startToy, tempFolder, until } from '../unit/sandbox/toy-sandbox.ts'
import { sandboxHome } from './sandbox-home.ts'

function openHome() {
  const { state, begin } = sandboxHome()
  const address = () => {
    const published = readPublished(state)
    return `${published?.control}/#token=${published?.token}`
  }
  return { begin, address }
}

/** What `open` touches, for a person at a desk. */
function desk(state: string, opener: (file: string, args: readonly string[]) => number) {
  const said: string[] = []
  const run = (file: string, args: readonly string[]) =>
    Promise.resolve({ code: opener(file, args), output: '', notFound: false })
  const io = {
    interactive: true,
    json: false,
    out: (line: string) => said.push(line),
    say: ({ en }: Text) => said.push(en),
  }
  const env = { DISPLAY: ':0' }
  const ctx = { io, env, cwd: state, paths: { data: state }, signal: new AbortController().signal, http: async () => http, exec: async () => ({ run }) } // prettier-ignore
  return {
    said,
    run: (options: object = {}) => open(ctx as never, { args: [], options: { state, ...options } } as never),
  }
}

describe('integ sandbox open', () => {
  it('starts the browser with a ticket, not with the token, which every user of the machine could read', async ({
    expect,
  }) => {
    const state = tempFolder()
    const { token, control } = await startToy({ stateFolder: state, port: 0 })
    const started: (readonly string[])[] = []
    const works = desk(state, (_, args) => {
      started.push(args)
      return 0
    })
    expect(await works.run()).toBe(0)
    expect(started.flat().join(' ')).toMatch(/#ticket=[\w-]{32}$/)
    expect(started.flat().join(' ')).not.toContain(token)
    expect(works.said).toEqual([`${control}/#token=${token}`, 'Opened in the browser.'])
    await works.run({ print: true })
    expect(started).toHaveLength(1)
    const fails = desk(state, () => 3)
    expect(await fails.run()).toBe(0)
    expect(fails.said.at(-1)).toBe('Open this address in a browser.')
  })

  it('prints the address that carries the token', async ({ expect }) => {
    const { begin, address } = openHome()
    const started = begin(['start', '--port', '0'])
    await until(() => started.said.out.includes('http://'))
    const open = begin(['open', '--print'])
    expect(await open.done).toBe(0)
    expect(open.said.out).toBe(`${address()}\n`)
    const json = begin(['open', '--json'])
    expect(await json.done).toBe(0)
    expect(JSON.parse(json.said.out)).toMatchObject({ address: address(), opened: false })
  })

  it('says how to start one when none runs', async ({ expect }) => {
    const { begin } = openHome()
    const open = begin(['open'])
    expect(await open.done).toBe(3)
    expect(open.said.err).toContain('integ sandbox start')
  })

  it('is announced to a person by start and status, and never to a file', async ({ expect }) => {
    const { begin, address } = openHome()
    const started = begin(['start', '--port', '0'], { isTTY: true })
    await until(() => started.said.out.includes('http://'))
    await until(() => started.said.out.includes(address()))
    expect(started.said.out).toContain(address())
    const seen = begin(['status'], { isTTY: true })
    await seen.done
    expect(seen.said.out).toContain(address())
    const kept = begin(['status'])
    await kept.done
    const json = begin(['status', '--json'])
    await json.done
    expect(kept.said.out + json.said.out).not.toContain('token')
  })
})
