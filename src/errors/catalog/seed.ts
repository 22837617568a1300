import type { Text } from '../../text/text.ts'
import { defineError } from '../integ-error.ts'

export interface SeedPlace {
  readonly file: string
  /** JSON Pointer. */
  readonly at: string
  readonly line?: number | undefined
}

const where = ({ file, at, line }: SeedPlace): Text => {
  const place = line === undefined ? file : `${file}:${line}`
  return at === '' ? { en: place, zh: place } : { en: `${place}, ${at}`, zh: `${place}，${at}` }
}

export const seedNotFound = defineError<{ file: string; reason: string }>({
  code: 'seed-not-found',
  category: 'usage',
  title: { en: 'The seed file cannot be opened', zh: '种子文件无法打开' },
  cause: { en: 'The path is wrong, or the file is not readable.', zh: '路径有误，或文件不可读。' },
  message: ({ file, reason }) => ({ en: `${file} cannot be opened: ${reason}.`, zh: `${file} 无法打开：${reason}。` }),
  hints: () => [
    {
      text: { en: 'See what a seed file looks like.', zh: '查看种子文件的写法。' },
      command: 'integ sandbox seed --help',
    },
  ],
})

export const seedInvalid = defineError<SeedPlace & { reason: Text; count: number }>({
  code: 'seed-invalid',
  category: 'usage',
  title: { en: 'The seed file is not right', zh: '种子文件有误' },
  cause: {
    en: 'The file does not describe a world. Nothing of it was applied.',
    zh: '文件内容不符合格式，沙箱没有任何改动。',
  },
  message: (params) => {
    const { reason, count } = params
    const place = where(params)
    const rest = count - 1
    return {
      en: `${place.en}: ${reason.en}.${rest > 0 ? ` ${rest} more ${rest === 1 ? 'problem' : 'problems'} of this kind.` : ''}`,
      zh: `${place.zh}：${reason.zh}。${rest > 0 ? `另有 ${rest} 处问题。` : ''}`,
    }
  },
  hints: () => [{ text: { en: 'Correct it and run the command again.', zh: '修正后重新运行命令。' } }],
})

export const seedStepFailed = defineError<SeedPlace & { step: string; reason: Text }>({
  code: 'seed-step-failed',
  category: 'platform',
  title: { en: 'A step of the seed failed', zh: '种子文件中的步骤失败' },
  cause: {
    en: 'The platform refused it, as it would refuse the real call. The sandbox is as it was before.',
    zh: '平台拒绝了该步骤，与真实调用时一致。沙箱已恢复到之前的状态。',
  },
  message: (params) => ({
    en: `${where(params).en}: ${params.step}: ${params.reason.en}`,
    zh: `${where(params).zh}：${params.step}：${params.reason.zh}`,
  }),
  hints: () => [{ text: { en: 'Correct the step and run the command again.', zh: '修正该步骤后重新运行命令。' } }],
})
