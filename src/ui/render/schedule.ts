import type { AddressSchedule } from '../../delivery/schedule.ts'
import type { Lang, Text } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Style } from '../style.ts'
import { dateTime } from './delivery.ts'

const STATES: Readonly<Record<AddressSchedule['state'], Text>> = {
  acknowledged: { en: 'acknowledged, no further attempt', zh: '已确认，不再投递' },
  pending: { en: 'not acknowledged yet', zh: '尚未确认' },
  exhausted: { en: 'no further attempt', zh: '不再投递' },
  held: { en: 'held until the next event went first', zh: '扣住不发，等下一个事件先送达' },
}

/** Per address: attempts so far, and when the platform would try again. Times are the sandbox's. */
export function scheduleLines(schedules: readonly AddressSchedule[], lang: Lang, style: Style): readonly string[] {
  const zh = lang === 'zh'
  const lines = [style.bold(zh ? '投递计划' : 'Schedule')]
  for (const { url, state, attempts, of, planned } of schedules) {
    const count = zh ? `第 ${attempts}/${of} 次` : `attempt ${attempts} of ${of}`
    lines.push(`  ${escapeControls(url)}  ${count} · ${STATES[state][lang]}`)
    planned.forEach((at, index) => {
      const name = index === 0 ? (zh ? '下次' : 'next') : zh ? '之后' : 'then'
      lines.push(`    ${style.dim(name.padEnd(zh ? 2 : 4))}  ${index === 0 ? dateTime(at) : style.dim(dateTime(at))}`)
    })
  }
  return lines
}
