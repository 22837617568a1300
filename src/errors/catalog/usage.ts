import { defineError } from '../integ-error.ts'

const didYouMean = (nearest: string | undefined, make: (name: string) => string) =>
  nearest === undefined
    ? []
    : [{ text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` }, command: make(nearest) }]

export const unknownCommand = defineError<{ name: string; parent: string; nearest?: string | undefined }>({
  code: 'unknown-command',
  category: 'usage',
  title: { en: 'No such command', zh: '没有这个命令' },
  cause: {
    en: 'The name is misspelt, or the command belongs to another version.',
    zh: '命令拼写有误，或属于其他版本。',
  },
  message: ({ name, parent }) => ({ en: `${parent} has no command "${name}".`, zh: `${parent} 没有命令“${name}”。` }),
  hints: ({ nearest, parent }) => [
    ...didYouMean(nearest, (name) => `${parent} ${name}`),
    { text: { en: 'See all commands.', zh: '查看全部命令。' }, command: `${parent} --help` },
  ],
})

export const unknownOption = defineError<{ flag: string; command: string; nearest?: string | undefined }>({
  code: 'unknown-option',
  category: 'usage',
  title: { en: 'No such option', zh: '没有这个选项' },
  cause: { en: 'The option is misspelt or belongs to another command.', zh: '选项拼写有误，或属于其他命令。' },
  message: ({ flag, command }) => ({
    en: `${command} does not know the option ${flag}.`,
    zh: `${command} 不认识选项 ${flag}。`,
  }),
  hints: ({ nearest, command }) => [
    ...didYouMean(nearest, (flag) => `${command} ${flag}`),
    { text: { en: 'See its options.', zh: '查看该命令的选项。' }, command: `${command} --help` },
  ],
})

export const missingArgument = defineError<{ name: string; command: string; example?: string | undefined }>({
  code: 'missing-argument',
  category: 'usage',
  title: { en: 'An argument is missing', zh: '缺少参数' },
  cause: { en: 'The command cannot guess this value.', zh: '该值无法由命令自行推断。' },
  message: ({ name, command }) => ({ en: `${command} needs <${name}>.`, zh: `${command} 需要参数 <${name}>。` }),
  hints: ({ command, example }) => [
    { text: { en: 'For example:', zh: '例如：' }, command: example ?? `${command} --help` },
  ],
})

export const missingOptionValue = defineError<{ flag: string; command: string }>({
  code: 'missing-option-value',
  category: 'usage',
  title: { en: 'An option has no value', zh: '选项缺少取值' },
  cause: { en: 'The option takes a value and none followed it.', zh: '该选项需要一个值，但后面没有给出。' },
  message: ({ flag }) => ({ en: `${flag} needs a value.`, zh: `${flag} 需要一个值。` }),
  hints: ({ command }) => [
    { text: { en: 'See its options.', zh: '查看该命令的选项。' }, command: `${command} --help` },
  ],
})

export const excessArguments = defineError<{ extra: string; command: string }>({
  code: 'excess-arguments',
  category: 'usage',
  title: { en: 'Too many arguments', zh: '参数过多' },
  cause: { en: 'A value with blanks may lack its quotes.', zh: '含空格的值可能没有加引号。' },
  message: ({ extra, command }) => ({
    en: `${command} has no use for "${extra}".`,
    zh: `${command} 用不到“${extra}”。`,
  }),
  hints: ({ command }) => [{ text: { en: 'See how it is called.', zh: '查看用法。' }, command: `${command} --help` }],
})

export const invalidValue = defineError<{ name: string; value: string; expected: { en: string; zh: string } }>({
  code: 'invalid-value',
  category: 'usage',
  title: { en: 'A value is not acceptable', zh: '取值不可接受' },
  cause: {
    en: 'The value is not of the form that the option or argument takes.',
    zh: '取值不符合该选项或参数要求的形式。',
  },
  message: ({ name, value, expected }) => ({
    en: `${name}: "${value}" is not ${expected.en}.`,
    zh: `${name}：“${value}”不是${expected.zh}。`,
  }),
  hints: () => [],
})

export const missingOption = defineError<{ flag: string; what: { en: string; zh: string }; command: string }>({
  code: 'missing-option',
  category: 'usage',
  title: { en: 'A value is missing and nobody can be asked', zh: '缺少取值且无法询问' },
  cause: {
    en: 'There is no terminal to ask in (a pipe, CI, or --json), so the value has to come from an option.',
    zh: '当前没有可交互的终端（管道、CI 或 --json），因此必须用选项给出该值。',
  },
  message: ({ flag, what }) => ({ en: `${what.en} is missing: give ${flag}.`, zh: `缺少${what.zh}：请使用 ${flag}。` }),
  hints: ({ command, flag }) => [
    { text: { en: 'Give it like this:', zh: '这样给出：' }, command: `${command} ${flag}` },
  ],
})
