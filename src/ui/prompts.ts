import type { Lang, Text } from '../text/text.ts'
import { escapeControls } from '../text/escape.ts'
import type { Io } from './io.ts'
import { createStyle } from './style.ts'

export interface Choice<T> {
  readonly value: T
  readonly name: string
  readonly description?: string
}

export interface InputOptions {
  readonly default?: string
  readonly validate?: (value: string) => true | string
  /** Whether what was typed is a secret after all, and is shown as asterisks. */
  readonly hide?: (value: string) => boolean
}

/** Questions to a person. Only built when `io.interactive`; questions go to stderr, Ctrl-C is category `cancelled`. */
export interface Prompter {
  input(question: Text, options?: InputOptions): Promise<string>
  secret(question: Text): Promise<string>
  confirm(question: Text, fallback: boolean): Promise<boolean>
  select<T>(question: Text, choices: readonly Choice<T>[], fallback?: T): Promise<T>
}

export async function createPrompter(io: Io, signal: AbortSignal): Promise<Prompter> {
  const prompts = await import('@inquirer/prompts')
  const style = createStyle(io.errColor)
  const at = { output: process.stderr, signal, clearPromptOnDone: false }
  const ask = (question: Text) => escapeControls(question[io.lang])
  return {
    input(question, { hide, ...options } = {}) {
      const transformer = (value: string, { isFinal }: { isFinal: boolean }) => {
        if (hide?.(value)) return MASK.repeat(SHOWN_OF_SECRET)
        const text = escapeControls(value)
        return isFinal ? style.cyan(text) : text
      }
      return prompts.input({ message: ask(question), transformer, ...options }, at)
    },
    // Without the key that shows what was typed: it would stay in the terminal's history.
    secret: (question) => prompts.password({ message: ask(question), mask: MASK, toggleMask: false }, at),
    confirm: (question, fallback) =>
      prompts.confirm({ message: ask(question), default: fallback, theme: { keywords: YES_NO[io.lang] } }, at),
    select(question, choices, fallback) {
      const shown = choices.map(({ value, name, description }) => ({
        value,
        name: escapeControls(name),
        ...(description === undefined ? {} : { description: escapeControls(description) }),
      }))
      const initial = fallback === undefined ? {} : { default: fallback }
      return prompts.select({ message: ask(question), choices: shown, theme: { style: KEYS[io.lang] }, ...initial }, at)
    },
  }
}

const MASK = '*'
const SHOWN_OF_SECRET = 8

/** y and n are understood in both languages. */
const YES_NO: Readonly<Record<Lang, { yes: string; no: string; error: () => string }>> = {
  en: { yes: 'Yes', no: 'No', error: () => 'Answer y or n.' },
  zh: { yes: '是', no: '否', error: () => '请输入 y（是）或 n（否）。' },
}

const KEYS: Readonly<Record<Lang, { keysHelpTip: () => string }>> = {
  en: { keysHelpTip: () => '↑↓ choose, Enter takes it' },
  zh: { keysHelpTip: () => '↑↓ 选择，回车确认' },
}
