import type { Text } from '../../text/text.ts'
import { defineError } from '../integ-error.ts'

const LIST = { text: { en: 'See the snapshots.', zh: '查看已有快照。' }, command: 'integ sandbox snapshot list' }

export const snapshotNotFound = defineError<{ name: string; nearest?: string | undefined }>({
  code: 'snapshot-not-found',
  category: 'usage',
  title: { en: 'No such snapshot', zh: '没有这个快照' },
  cause: {
    en: 'The name is misspelt, or it was saved on another state folder.',
    zh: '名称有误，或该快照保存在其他状态目录中。',
  },
  message: ({ name }) => ({ en: `There is no snapshot ${name}.`, zh: `没有快照 ${name}。` }),
  hints: ({ nearest }) => [
    ...(nearest
      ? [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            command: `integ sandbox snapshot load ${nearest}`,
          },
        ]
      : []),
    LIST,
  ],
})

export const snapshotName = defineError<{ name: string }>({
  code: 'snapshot-name',
  category: 'usage',
  title: { en: 'Not a name for a snapshot', zh: '快照名称不可用' },
  cause: {
    en: 'A name is a file name: letters, digits, dot, hyphen and underscore, at most 64.',
    zh: '名称会用作文件名：可含文字、数字、点、连字符和下划线，最多 64 个字符。',
  },
  message: ({ name }) => ({ en: `"${name}" cannot be the name of a snapshot.`, zh: `“${name}”不能用作快照名称。` }),
  hints: () => [
    { text: { en: 'For example:', zh: '例如：' }, command: 'integ sandbox snapshot save paid-order' },
    {
      text: { en: 'Or a file of your own:', zh: '或指定文件：' },
      command: 'integ sandbox snapshot save ./paid-order.json',
    },
  ],
})

export const snapshotExists = defineError<{ name: string }>({
  code: 'snapshot-exists',
  category: 'usage',
  title: { en: 'There is a snapshot of this name', zh: '同名快照已存在' },
  cause: { en: 'A snapshot is not overwritten unasked.', zh: '未经确认不会覆盖已有快照。' },
  message: ({ name }) => ({ en: `${name} exists already.`, zh: `${name} 已存在。` }),
  hints: ({ name }) => [
    { text: { en: 'Replace it.', zh: '覆盖它。' }, command: `integ sandbox snapshot save ${name} --force` },
    LIST,
  ],
})

export const snapshotDamaged = defineError<{ file: string; reason: Text }>({
  code: 'snapshot-damaged',
  category: 'filesystem',
  title: { en: 'The snapshot cannot be read', zh: '快照无法读取' },
  cause: {
    en: 'The file was cut off, edited, or is something else. The sandbox was left as it is.',
    zh: '文件不完整、被改动，或并非快照。沙箱内容没有变化。',
  },
  message: ({ file, reason }) => ({ en: `${file}: ${reason.en}.`, zh: `${file}：${reason.zh}。` }),
  hints: () => [
    {
      text: { en: 'A world to be written by hand is a seed file.', zh: '需要手工编写的初始数据请使用种子文件。' },
      command: 'integ sandbox seed --help',
    },
    LIST,
  ],
})

export const snapshotNewer = defineError<{ file: string; version: number; known: number }>({
  code: 'snapshot-newer',
  category: 'filesystem',
  title: { en: 'The snapshot is of a newer integ', zh: '快照来自更新的版本' },
  cause: {
    en: 'It was saved by a later version. The sandbox was left as it is.',
    zh: '该快照由更新版本的 integ 保存。沙箱内容没有变化。',
  },
  message: ({ file, version, known }) => ({
    en: `${file} has version ${version}; this integ reads up to ${known}.`,
    zh: `${file} 的版本为 ${version}，当前 integ 最高支持 ${known}。`,
  }),
  hints: () => [
    { text: { en: 'Update integ.', zh: '更新 integ。' }, command: 'npm install -g create-integration@latest' },
  ],
})
