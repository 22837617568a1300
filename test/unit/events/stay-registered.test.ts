import { describe, expect, it } from 'vitest'
import { stayRegistered, type ListenClient } from '../../../src/events/stay-registered.ts'

/** A sandbox that runs until it is told to end. */
function sandbox(name: string, said: string[]) {
  let end = (): void => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  const client: ListenClient = {
    addListener: async ({ url, forwards }) => {
      said.push(`${name} add ${url} ${String(forwards ?? '-')}`)
      return `${name}-1`
    },
    removeListener: async (id) => void said.push(`${name} remove ${id}`),
    async *stream(signal) {
      yield { type: 'request' }
      await Promise.race([ended, new Promise((resolve) => signal.addEventListener('abort', resolve))])
    },
  }
  return { client, end }
}

const ears = [{ connector: 'toy', url: 'http://r/toy', forwards: ['http://app/n'] }]

describe('a listener', () => {
  it('is registered, and unregistered when whoever listens leaves', async () => {
    const said: string[] = []
    const leave = new AbortController()
    const { client } = sandbox('a', said)
    const staying = stayRegistered(client, ears, {
      signal: leave.signal,
      patienceMs: 0,
      reconnect: async () => undefined,
      onReady: () => leave.abort(),
    })
    await staying
    expect(said).toEqual(['a add http://r/toy http://app/n', 'a remove a-1'])
  })

  it('moves to the next sandbox when its own ends', async () => {
    const said: string[] = []
    const leave = new AbortController()
    const first = sandbox('a', said)
    const second = sandbox('b', said)
    await stayRegistered(first.client, ears, {
      signal: leave.signal,
      patienceMs: 1000,
      reconnect: async () => second.client,
      onReady: () => first.end(),
      onLost: () => said.push('lost'),
      onBack: () => leave.abort(),
    })
    expect(said).toEqual(['a add http://r/toy http://app/n', 'lost', 'b add http://r/toy http://app/n', 'b remove b-1'])
  })

  it('ends with an error of the machine when no sandbox comes back', async () => {
    const { client, end } = sandbox('a', [])
    end()
    const staying = stayRegistered(client, ears, {
      signal: new AbortController().signal,
      patienceMs: 0,
      reconnect: async () => undefined,
    })
    await expect(staying).rejects.toMatchObject({ code: 'sandbox-went-away', category: 'network' })
  })
})
