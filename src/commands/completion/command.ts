import { defineCommand } from '../../cli/command.ts'

export const completionCommand = defineCommand({
  name: 'completion',
  group: 'settings',
  summary: { en: 'print the completion script of a shell', zh: '输出 shell 的补全脚本' },
  args: [
    {
      name: 'shell',
      required: true,
      summary: { en: 'bash, zsh, fish or powershell', zh: 'bash、zsh、fish 或 powershell' },
    },
  ],
  examples: [
    { command: 'source <(integ completion bash)', summary: { en: 'for this session', zh: '在当前会话生效' } },
    {
      command: 'integ completion fish > ~/.config/fish/completions/integ.fish',
      summary: { en: 'for good', zh: '长期生效' },
    },
  ],
  load: () => import('./run.ts'),
})
