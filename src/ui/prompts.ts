import type { Text } from '../text/text.ts'
import type { Io } from './io.ts'

export interface Choice<T> {
  readonly value: T
  readonly name: string
  readonly description?: string
}

/** Questions to a person. Only built when `io.interactive`; questions go to stderr, Ctrl-C is category `cancelled`. */
export interface Prompter {
  input(question: Text, options?: { default?: string; validate?: (value: string) => true | string }): Promise<string>
  secret(question: Text): Promise<string>
  confirm(question: Text, fallback: boolean): Promise<boolean>
  select<T>(question: Text, choices: readonly Choice<T>[], fallback?: T): Promise<T>
}

export async function createPrompter(io: Io, signal: AbortSignal): Promise<Prompter> {
  const prompts = await import('@inquirer/prompts')
  const at = { output: process.stderr, signal, clearPromptOnDone: false }
  const ask = (question: Text) => question[io.lang]
  return {
    input: (question, options = {}) => prompts.input({ message: ask(question), ...options }, at),
    secret: (question) => prompts.password({ message: ask(question), mask: '*' }, at),
    confirm: (question, fallback) => prompts.confirm({ message: ask(question), default: fallback }, at),
    select: (question, choices, fallback) =>
      prompts.select({ message: ask(question), choices: [...choices], ...(fallback === undefined ? {} : { default: fallback }) }, at),
  }
}
