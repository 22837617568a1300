import type { FaultRecord } from '../../sandbox/faults/fault.ts'
import type { Text } from '../../text/text.ts'
import { clockTime } from '../data/time.ts'

export const STATES: Readonly<Record<FaultRecord['state'], Text>> = {
  active: { en: 'active', zh: '生效中' },
  'used-up': { en: 'used up', zh: '次数已用完' },
  waiting: { en: 'not yet', zh: '未到时间' },
  over: { en: 'over', zh: '已过期' },
}

/** Its conditions in one line. */
export function faultWhere(fault: FaultRecord, t: (text: Text) => string, now: number): string {
  const { connector, operation, event, probability, count, after, from, until, when } = fault
  const percent = probability === undefined ? '' : `${Math.round(probability * 1000) / 10} %`
  const words = [
    operation ??
      event ??
      connector ??
      (fault.on === 'call' ? t({ en: 'every call', zh: '所有调用' }) : t({ en: 'every event', zh: '所有事件' })),
    percent,
    after === undefined ? '' : t({ en: `after ${after} passed`, zh: `放过前 ${after} 次` }),
    count === undefined ? '' : t({ en: count === 1 ? 'once' : `${count} times`, zh: `共 ${count} 次` }),
    from === undefined ? '' : t({ en: `from ${clockTime(from, now, false)}`, zh: `自 ${clockTime(from, now, false)}` }),
    until === undefined
      ? ''
      : t({ en: `until ${clockTime(until, now, false)}`, zh: `至 ${clockTime(until, now, false)}` }),
    when === 'after' ? t({ en: 'after the work was done', zh: '业务执行之后' }) : '',
  ]
  return words.filter((word) => word !== '').join(' · ')
}
