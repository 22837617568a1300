import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import type { AuthScheme } from '../../src/sdk/auth.ts'
import type { Connector } from '../../src/sdk/connector.ts'
import { createProfileStore } from '../../src/profiles/store.ts'
import { systemClock } from '../../src/system/clock.ts'
import { keyRing, toyConnector } from '../unit/sandbox/toy-connector.ts'
import { startReceiver, until } from '../unit/sandbox/toy-sandbox.ts'
import { sandboxHome } from './sandbox-home.ts'

describe('integ sandbox clock', () => {
  it('moves the clock of the running sandbox and shows what was delivered on the way', async ({ expect }) => {
    const { run, start, order } = sandboxHome()
    const receiver = await startReceiver({ status: 500 }, { status: 500 }, {})
    const { url } = await start('--seed', 'x', '--at', '2026-12-24T18:00:00Z')
    expect((await run(['clock', '--json'])).json()).toMatchObject({
      clock: { now: '2026-12-24T18:00:00.000Z', frozen: true, waiting: 0, seed: 'x' },
    })
    await order(url, receiver.url)
    await until(() => receiver.received.length === 1)
    const moved = await run(['clock', 'advance', '1d', '2h'])
    expect(moved).toMatchObject({ code: 0, err: '' })
    expect(moved.out).toMatch(/^2026-12-24 .* → 2026-12-25 .* {2}1 d 2 h$/m)
    expect(moved.out).toMatch(/attempt 3 {2}200 · 0 ms · acknowledged/)
    expect(moved.out).toContain('2 deliveries: 1 acknowledged, 1 not; 0 events sent for the first time.')
    const status = await run(['status'])
    expect(status.out).toMatch(/^ {2}clock {4}2026-12-25 .*stands still/m)
    expect((await run(['status', '--json'])).json()).toMatchObject({ clock: { frozen: true } })
    const back = await run(['clock', 'set', '2026-12-24', '--json'])
    expect(back).toMatchObject({ code: 2 })
    expect(back.json()).toMatchObject({ error: { code: 'sandbox-clock-backwards' } })
    const other = await run(['start', '--seed', 'y', '--json'])
    expect(other.json()).toMatchObject({ error: { code: 'sandbox-began-otherwise' } })
  })

  it('keeps the time in the state folder when no sandbox runs, and speaks Chinese', async ({ expect }) => {
    const { run } = sandboxHome()
    expect((await run(['clock'])).out).toContain('real time')
    const moved = await run(['clock', 'advance', '30d'], { lang: 'zh' })
    expect(moved.out).toMatch(/30 天$/m)
    expect(moved.out).toContain('期间没有投递。')
    expect((await run(['clock'], { lang: 'zh' })).out).toMatch(/比真实时间快 (30|29) 天/)
    expect((await run(['clock', 'freeze'])).out).toContain('stands still')
    expect((await run(['clock', 'reset', '--json'])).json()).toMatchObject({ clock: { frozen: false } })
  })

  it('says what is wrong with a time before it starts anything', async ({ expect }) => {
    const { run, folder } = sandboxHome()
    for (const [argv, code] of [
      [['clock', 'set'], 'missing-argument'],
      [['clock', 'set', 'later'], 'sandbox-clock-unreadable'],
      [['clock', 'advance', '25'], 'sandbox-clock-unreadable'],
      [['clock', 'freeze', 'now'], 'excess-arguments'],
      [['clock', 'stop'], 'invalid-value'],
      [['start', '--at', 'x'], 'sandbox-clock-unreadable'],
    ] as const) {
      const said = await run([...argv, '--json'])
      expect(said.code).toBe(2)
      expect(said.json()).toMatchObject({ error: { code } })
    }
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('integ sandbox snapshot', () => {
  it('saves, lists, loads and removes, of a running sandbox and of one that does not run', async ({ expect }) => {
    const { run, start, order, folder } = sandboxHome()
    const receiver = await startReceiver({})
    expect((await run(['snapshot'])).out).toContain('There are no snapshots.')
    const started = await start()
    await order(started.url, receiver.url)
    expect((await run(['snapshot', 'save', 'one'])).out).toMatch(/^Saved one {2}toy · 1 entry · 1 event · clock /)
    const file = join(folder, 'data', 'sandbox', 'snapshots', 'one.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await run(['snapshot', 'save', 'one', '--json'])).json()).toMatchObject({
      error: { code: 'snapshot-exists' },
    })
    expect((await run(['snapshot', 'save', 'one', '--force'])).code).toBe(0)
    await run(['reset'])
    started.leave()
    await started.done
    expect((await run(['snapshot', 'load', 'one'])).out).toMatch(/^Loaded one {2}toy · 1 entry · 1 event/)
    const again = await start()
    expect((await run(['snapshot', 'save', './two.json', '--json'])).json()).toMatchObject({ snapshot: { entries: 1 } })
    again.leave()
    expect((await run(['snapshot', 'list', '--json'])).json()).toMatchObject({ snapshots: [{ name: 'one' }] })
    writeFileSync(file, 'x')
    expect((await run(['snapshot', 'list'])).out).toContain('one  cannot be read')
    expect((await run(['snapshot', 'load', 'one', '--json'])).json()).toMatchObject({
      error: { code: 'snapshot-damaged' },
    })
    expect((await run(['snapshot', 'remove', 'one'])).code).toBe(0)
    expect((await run(['snapshot', 'remove', 'one'])).code).toBe(2)
    expect((await run(['snapshot', 'save', '..', '--json'])).json()).toMatchObject({ error: { code: 'snapshot-name' } })
  })
})

describe('integ sandbox seed', () => {
  it('plants a world from a file, and refuses one that is not right with its line', async ({ expect }) => {
    const { run, folder } = sandboxHome()
    writeFileSync(
      join(folder, 'world.yaml'),
      [
        'version: 1',
        'clock: 2027-01-01T00:00:00Z',
        'state:',
        '  toy:',
        '    orders:',
        '      o1: { id: o1, amount: 5 }',
        'steps:',
        '  - action: toy.pay',
        '    params: { order: o1 }',
        '  - advance: 1d',
      ].join('\n'),
    )
    const said = await run(['seed', 'world.yaml'])
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(said.out.split('\n').slice(0, 4)).toEqual([
      'Seeded from world.yaml',
      '  toy  1 entry',
      '  ✓ toy.pay',
      '  ✓ 1d later',
    ])
    expect((await run(['clock', '--json'])).json()).toMatchObject({
      clock: { now: expect.stringMatching(/^2027-01-02/) },
    })
    writeFileSync(join(folder, 'bad.yaml'), 'version: 1\nsteps:\n  - action: toy.pai\n')
    const bad = await run(['seed', 'bad.yaml', '--reset'])
    expect(bad).toMatchObject({ code: 2, out: '' })
    expect(bad.err).toContain('bad.yaml:3')
    expect((await run(['snapshot', 'save', 'x', '--json'])).json()).toMatchObject({
      snapshot: { entries: 1, events: 1 },
    })
  })
})

/** The toy, whose platform counts its keys and keeps the last but one. */
function turningToy(): Connector {
  const toy = toyConnector()
  const turning: AuthScheme = {
    id: 'turning',
    fields: [],
    mint: () => ({}),
    keyRing: (credential) => ({
      signer: () => ({ ...keyRing(credential).signer(), keyId: credential['platform_key'] ?? 'key-1' }),
      verifier: (id) =>
        [credential['platform_key'], credential['platform_old']].includes(id) ? { verify: () => true } : undefined,
    }),
    rotate: async (credential) => {
      const platform_old = credential['platform_key'] ?? 'key-1'
      return { ...credential, platform_old, platform_key: `key-${Number(platform_old.slice(4)) + 1}` }
    },
  }
  return { ...toy, auth: { ...toy.auth, turning } }
}

describe('integ sandbox rotate', () => {
  it('is refused where the platform has no keys to change', async ({ expect }) => {
    expect((await sandboxHome().run(['rotate', 'toy', '--json'])).json()).toMatchObject({
      error: { code: 'rotation-unsupported' },
    })
  })

  it('changes the platform key of the local credential and says what stays valid', async ({ expect }) => {
    const { run, folder } = sandboxHome({ connector: turningToy() })
    const said = await run(['rotate', 'toy'])
    expect(said).toMatchObject({ code: 0 })
    expect(said.out).toMatch(/key {2}key-2 {2}signs from now on/)
    expect(said.out).toMatch(/key {2}key-1 {2}still valid/)
    expect((await run(['rotate', 'toy', '--json'])).json()).toMatchObject({
      connector: 'toy',
      schemes: [{ scheme: 'turning', before: 'key-2', after: 'key-3', oldStaysValid: true }],
    })
    const store = createProfileStore({ paths: { config: join(folder, 'config') }, clock: systemClock })
    expect(store.find('toy', 'local')?.credential).toMatchObject({ platform_key: 'key-3', platform_old: 'key-2' })
  })
})
