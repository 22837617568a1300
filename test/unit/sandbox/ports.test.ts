import { createServer } from 'node:net'
import { once } from 'node:events'
import { describe, it, onTestFinished } from 'vitest'
import { readPorts, savePorts, wishPorts } from '../../../src/sandbox/ports-file.ts'
import { startToy, tempFolder } from './toy-sandbox.ts'

async function takePort(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
}

/** Below the range from which systems hand out ports by themselves. */
const freeBase = (): number => 20_000 + (process.pid % 10_000)

describe('the ports of the sandbox', () => {
  it('are 4920 for control and the next ones for the connectors in their order', ({ expect }) => {
    expect(wishPorts(undefined, ['a', 'b'], { connectors: {} }).map(({ port }) => port)).toEqual([4920, 4921, 4922])
  })

  it('stay with a connector that had one, and a new connector gets one that nobody has', ({ expect }) => {
    const folder = tempFolder()
    savePorts(folder, { control: 4920, connectors: { a: 4921, b: 4922 } })
    savePorts(folder, { control: 4920, connectors: { b: 4922 } })
    const wishes = wishPorts(undefined, ['c', 'b'], readPorts(folder))
    expect(wishes.map(({ port }) => port)).toEqual([4920, 4923, 4922])
  })

  it('are counted from the port that the user named, and nothing else will do', async ({ expect }) => {
    const base = freeBase()
    const toy = await startToy({ port: base })
    expect([toy.control, toy.url]).toEqual([`http://127.0.0.1:${base}`, `http://127.0.0.1:${base + 1}`])
    await toy.close()
    await takePort(base + 1)
    await expect(startToy({ port: base })).rejects.toMatchObject({
      code: 'sandbox-port-taken',
      message: expect.stringContaining(String(base + 1)),
    })
    // Nothing is left behind by the failure.
    await takePort(base)
  })

  it('move to free ones when remembered ones are taken, and the log says so', async ({ expect }) => {
    const stateFolder = tempFolder()
    const base = freeBase() + 20
    const first = await startToy({ stateFolder, port: base })
    await first.close()
    await takePort(base + 1)
    const second = await startToy({ stateFolder }, { remembered: true })
    expect(second.control).toBe(`http://127.0.0.1:${base}`)
    expect(second.url).not.toBe(`http://127.0.0.1:${base + 1}`)
    expect(second.records).toEqual([expect.objectContaining({ type: 'notice', code: 'port-moved' })])
    expect(readPorts(stateFolder).connectors['toy']).toBe(Number(new URL(second.url).port))
  })
})
