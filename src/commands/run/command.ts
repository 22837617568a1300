import { defineCommand } from '../../cli/command.ts'

export const runCommand = defineCommand({
  name: 'run',
  group: 'sandbox',
  summary: { en: 'run a command with the sandbox and its variables', zh: '连同沙箱及其环境变量一起运行命令' },
  description: {
    en: 'Uses the running sandbox, or starts one for as long as the command runs, and adds the environment variables by which the integration reaches it: addresses, ids and keys. Calls to the platforms’ own hosts are answered by the sandbox too, so that code with fixed addresses needs no change. The exit code is the command’s. Without a command, "start" of integration.json is run.',
    zh: '使用正在运行的沙箱，或启动一个与命令同生命周期的沙箱，并补充集成所需的环境变量：地址、标识与密钥。发往平台正式域名的调用也由沙箱应答，写死地址的代码无需修改。退出码即命令的退出码。不给出命令时，运行 integration.json 中的 "start"。',
  },
  args: [
    {
      name: 'command',
      variadic: true,
      summary: { en: 'the command, best behind --', zh: '要运行的命令，建议写在 -- 之后' },
    },
  ],
  options: [
    {
      flags: '--keep-env',
      summary: { en: 'variables that are set already win over the sandbox’s', zh: '已设置的环境变量优先于沙箱的值' },
    },
    {
      flags: '--no-redirect',
      summary: {
        en: 'leave calls to the platforms’ own hosts alone',
        zh: '不改动发往平台正式域名的调用',
      },
    },
    { flags: '--state <dir>', summary: { en: 'state folder of the sandbox', zh: '沙箱的状态目录' } },
  ],
  examples: [
    {
      command: 'integ run -- npm start',
      summary: { en: 'the server, with the sandbox as its platform', zh: '以沙箱为平台启动服务' },
    },
    { command: 'integ run -- env | grep ALIPAY', summary: { en: 'see the variables', zh: '查看环境变量' } },
  ],
  load: () => import('./run.ts'),
})
