import type { Text } from '../../text/text.ts'
import { defineError } from '../integ-error.ts'

export const projectFileBroken = defineError<{ file: string; reason: Text }>({
  code: 'project-file-broken',
  category: 'usage',
  title: { en: 'integration.json cannot be used', zh: 'integration.json 无法使用' },
  cause: { en: 'The file was edited by hand or cut off.', zh: '文件可能被手工改错，或内容不完整。' },
  message: ({ file, reason }) => ({ en: `${file}: ${reason.en}.`, zh: `${file}：${reason.zh}。` }),
  hints: () => [
    { text: { en: 'Correct the file; nothing was changed.', zh: '请修正该文件；没有做任何改动。' } },
    {
      text: {
        en: 'Its "$schema" line gives completion and checks in an editor.',
        zh: '保留其中的 "$schema"，编辑器即可补全与校验。',
      },
    },
  ],
})

export const noProject = defineError<{ command: string }>({
  code: 'no-project',
  category: 'usage',
  title: { en: 'No integration here', zh: '当前目录不是集成项目' },
  cause: {
    en: 'No integration.json was found in this folder or above it.',
    zh: '在当前目录及其上级目录中没有找到 integration.json。',
  },
  message: ({ command }) => ({
    en: `${command} works on an integration, and there is none in this folder.`,
    zh: `${command} 需要在集成项目中运行，而当前目录没有。`,
  }),
  hints: () => [{ text: { en: 'Make one:', zh: '新建一个：' }, command: 'npx create-integration' }],
})
