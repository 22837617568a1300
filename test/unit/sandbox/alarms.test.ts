import { describe, it } from 'vitest'
import { createAlarms } from '../../../src/sandbox/alarms.ts'
import { testTime } from './toy-sandbox.ts'

describe('an alarm', () => {
  it('goes off at its time, once', ({ expect }) => {
    const time = testTime()
    const rung: number[] = []
    createAlarms(time, time).set('a', time.now() + 3_600_000, () => rung.push(time.now()))
    time.pass(3_599_999)
    expect(rung).toEqual([])
    time.pass(10_000_000)
    expect(rung).toHaveLength(1)
  })

  it('keeps its time when the clock of the machine is set back', ({ expect }) => {
    const time = testTime()
    let back = 0
    const clock = { now: () => time.now() - back }
    let rung = false
    createAlarms(clock, time).set('a', clock.now() + 30_000, () => (rung = true))
    back = 3_600_000
    time.pass(30_000)
    expect(rung).toBe(false)
    time.pass(3_600_000)
    expect(rung).toBe(true)
  })

  it('that is due already goes off at once; one that was called off never', ({ expect }) => {
    const time = testTime()
    const rung: string[] = []
    const alarms = createAlarms(time, time)
    alarms.set('late', time.now() - 1, () => rung.push('late'))
    alarms.set('off', time.now() + 10, () => rung.push('off'))
    alarms.clear((key) => key === 'off')
    time.pass(1000)
    expect(rung).toEqual(['late'])
    expect(time.pending()).toBe(0)
  })
})
