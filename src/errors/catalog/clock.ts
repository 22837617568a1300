import { dayTime } from '../../text/day-time.ts'
import { defineError } from '../integ-error.ts'

export const clockBackwards = defineError<{ now: number; wanted: number }>({
  code: 'sandbox-clock-backwards',
  category: 'usage',
  title: { en: 'The sandbox holds things of a later time', zh: '沙箱中已有更晚时间的数据' },
  cause: {
    en: 'Orders and events carry the time at which they came about. Before that time they would not make sense.',
    zh: '订单和事件都带有产生时的时间，把时钟调到更早会使它们自相矛盾。',
  },
  message: ({ now, wanted }) => ({
    en: `The sandbox is at ${dayTime(now)} and is not empty; it cannot go back to ${dayTime(wanted)}.`,
    zh: `沙箱时间为 ${dayTime(now)}，且已有数据，不能调回 ${dayTime(wanted)}。`,
  }),
  hints: () => [
    {
      text: { en: 'Empty it; that also puts its clock back.', zh: '清空沙箱，时钟也会一并恢复。' },
      command: 'integ sandbox reset',
    },
    {
      text: { en: 'Or go back to a snapshot.', zh: '或恢复到某个快照。' },
      command: 'integ sandbox snapshot list',
    },
  ],
})

export const clockUnreadable = defineError<{ value: string; wants: 'time' | 'duration' }>({
  code: 'sandbox-clock-unreadable',
  category: 'usage',
  title: { en: 'The time cannot be read', zh: '无法识别的时间' },
  cause: { en: 'Times and durations have a form of their own.', zh: '时间点和时长各有固定的写法。' },
  message: ({ value, wants }) =>
    wants === 'time'
      ? { en: `"${value}" is not a point in time.`, zh: `“${value}”不是时间点。` }
      : { en: `"${value}" is not a duration.`, zh: `“${value}”不是时长。` },
  hints: ({ wants }) =>
    wants === 'time'
      ? [
          {
            text: { en: 'In the time zone of this machine:', zh: '按本机时区：' },
            command: 'integ sandbox clock set "2026-12-24 18:00"',
          },
          {
            text: { en: 'In another one:', zh: '指定时区：' },
            command: 'integ sandbox clock set 2026-12-24T18:00:00+08:00',
          },
        ]
      : [
          {
            text: { en: 'Days, hours, minutes, seconds:', zh: '天、小时、分、秒：' },
            command: 'integ sandbox clock advance 1d12h30m',
          },
        ],
})

export const sandboxBegan = defineError<{ pid: number }>({
  code: 'sandbox-began-otherwise',
  category: 'usage',
  title: { en: 'The sandbox runs already, begun otherwise', zh: '沙箱已在运行，且起始方式不同' },
  cause: {
    en: 'A seed and a first moment are chosen when a sandbox starts.',
    zh: '种子和起始时间只能在沙箱启动时选定。',
  },
  message: ({ pid }) => ({
    en: `Process ${pid} was not started with this seed or time.`,
    zh: `进程 ${pid} 启动时没有使用这个种子或时间。`,
  }),
  hints: () => [
    { text: { en: 'Stop it, then start it so.', zh: '先停止，再以此方式启动。' }, command: 'integ sandbox stop' },
    {
      text: { en: 'Or move its clock.', zh: '或调整它的时钟。' },
      command: 'integ sandbox clock set "2026-12-24 18:00"',
    },
  ],
})
