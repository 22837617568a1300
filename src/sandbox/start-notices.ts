import type { Clock } from '../sdk/http.ts'
import type { FaultRecord } from './faults/fault.ts'
import { notice, type Log } from './log.ts'
import type { Platform } from './platform.ts'

interface Lossy {
  /** Lines that could not be read. */
  readonly damaged: number
}

/** What of the files could not be read. */
export function sayLost(
  kept: {
    readonly platforms: ReadonlyMap<string, Platform>
    readonly journal: Lossy
    readonly faults: Lossy
    readonly isClockDamaged: boolean
  },
  log: Log,
  clock: Clock,
): void {
  const lines = [kept.journal, kept.faults, ...[...kept.platforms.values()].map(({ state }) => state)]
  const damaged = lines.reduce((sum, one) => sum + one.damaged, 0)
  if (damaged > 0)
    notice(log, clock, 'state-damaged', {
      en: `${damaged} unreadable lines of the state were left out.`,
      zh: `状态文件中有 ${damaged} 行无法读取，已忽略。`,
    })
  if (kept.isClockDamaged)
    notice(log, clock, 'clock-damaged', {
      en: 'clock.json cannot be read: the sandbox is on real time again.',
      zh: 'clock.json 无法读取，沙箱已恢复为真实时间。',
    })
}

/** Left from an earlier run, they would puzzle whoever forgot them. */
export function sayActive(all: readonly FaultRecord[], log: Log, clock: Clock): void {
  const count = all.filter(({ state }) => state === 'active' || state === 'waiting').length
  if (count === 0) return
  notice(log, clock, 'faults-active', {
    en: `Faults are set: ${count}. See them with: integ sandbox fault list`,
    zh: `已设置 ${count} 个故障，查看：integ sandbox fault list`,
  })
}
