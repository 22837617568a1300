import { clockBackwards } from '../errors/catalog/clock.ts'
import type { Clock } from '../sdk/http.ts'
import type { Alarms } from './alarms.ts'
import { REAL_TIME, type ClockSetting, type SimulatedClock } from './clock.ts'
import type { Dispatcher } from './dispatch.ts'
import type { DeliveryLogRecord, Log } from './log.ts'

/** Where the sandbox's clock stands. Times are ISO 8601 in UTC. */
export interface ClockReading {
  readonly now: string
  /** Real time at the same moment. */
  readonly real: string
  /** How far ahead of real time; below zero: behind. */
  readonly offsetMs: number
  readonly frozen: boolean
  /** Deliveries and whatever else is due later, and when the next of them is. */
  readonly waiting: number
  readonly next?: string
  /** What the sandbox was started with. */
  readonly seed?: string
}

/** A move of the clock and what happened on the way. */
export interface Travelled {
  readonly from: string
  readonly to: string
  /** Events whose first attempt fell into this time. */
  readonly sent: number
  readonly acknowledged: number
  readonly failed: number
  /** In the order in which they were tried. */
  readonly deliveries: readonly DeliveryLogRecord[]
  readonly clock: ClockReading
}

/** Moves simulated time; moves come one after another. */
export interface Travel {
  readonly reading: () => ClockReading
  /** Runs what is due by then in the order of time. Throws `sandbox-clock-backwards` when something is stored. */
  readonly to: (time: (now: number) => number) => Promise<Travelled>
  /** To real time, where it runs on. */
  readonly toReal: () => Promise<Travelled>
  readonly freeze: () => Promise<ClockReading>
  readonly resume: () => Promise<ClockReading>
  /** To where it stood when the sandbox was empty. */
  readonly restart: () => Promise<ClockReading>
  /** Does something while no move is under way, and no timer goes off. */
  readonly standing: <T>(work: () => T | Promise<T>) => Promise<T>
}

export interface TravelPorts {
  readonly clock: SimulatedClock
  readonly wire: Clock
  readonly alarms: Alarms
  readonly dispatcher: Pick<Dispatcher, 'idle'>
  readonly log: Log
  /** What an earlier process left undone is due on the way too. */
  readonly takeUp: () => void
  /** Whether there is no order, no event, nothing. */
  readonly isEmpty: () => boolean
  /** What an empty sandbox starts with; absent: real time. */
  readonly initial?: (() => ClockSetting) | undefined
  readonly seed?: string | undefined
}

const iso = (time: number): string => new Date(time).toISOString()

export function createTravel(ports: TravelPorts): Travel {
  const { clock, wire, alarms, dispatcher, log } = ports
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => T | Promise<T>): Promise<T> => {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }
  const standing = <T>(work: () => T | Promise<T>): Promise<T> =>
    inTurn(async () => {
      alarms.hold()
      try {
        return await work()
      } finally {
        alarms.watch()
      }
    })
  const reading = (): ClockReading => {
    const { dueAt, count } = alarms.next()
    return {
      now: iso(clock.now()),
      real: iso(wire.now()),
      offsetMs: clock.now() - wire.now(),
      frozen: clock.isFrozen(),
      waiting: count,
      ...(dueAt === undefined ? {} : { next: iso(dueAt) }),
      ...(ports.seed === undefined ? {} : { seed: ports.seed }),
    }
  }
  const forward = async (time: number): Promise<void> => {
    ports.takeUp()
    // What is under way began before the journey: it may fail and be due again on the way.
    await dispatcher.idle()
    const arrived = clock.journey()
    try {
      while (await alarms.ringNext(time, (dueAt) => clock.moveTo(Math.max(clock.now(), dueAt)))) await dispatcher.idle()
      clock.moveTo(time)
    } finally {
      arrived()
    }
  }
  const to: Travel['to'] = (where) =>
    standing(async () => {
      const from = clock.now()
      const time = where(from)
      const deliveries: DeliveryLogRecord[] = []
      const leave = log.follow((record) => void (record.type === 'delivery' && deliveries.push(record)))
      try {
        if (time >= from) await forward(time)
        else if (ports.isEmpty()) clock.moveTo(time)
        else throw clockBackwards({ now: from, wanted: time })
      } finally {
        leave()
      }
      const acknowledged = deliveries.filter((one) => one.acknowledged).length
      return {
        from: iso(from),
        to: iso(time),
        sent: new Set(deliveries.filter(({ attempt }) => attempt === 1).map(({ event }) => event)).size,
        acknowledged,
        failed: deliveries.length - acknowledged,
        deliveries,
        clock: reading(),
      }
    })
  return {
    reading,
    standing,
    to,
    toReal: async () => {
      const travelled = await to(() => wire.now())
      await standing(() => clock.apply(REAL_TIME))
      return { ...travelled, clock: reading() }
    },
    freeze: () => standing(() => clock.freeze()).then(reading),
    resume: () => standing(() => clock.resume()).then(reading),
    restart: () => standing(() => clock.apply(ports.initial?.() ?? REAL_TIME)).then(reading),
  }
}
