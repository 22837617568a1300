import { LineCounter, isNode, parseDocument } from 'yaml'
import { tokensOf } from './pointer.ts'

/** Line (from 1) of a JSON Pointer in a JSON or YAML text; undefined when it cannot be told. For error messages only. */
export function lineOf(text: string, pointer: string): number | undefined {
  const counter = new LineCounter()
  try {
    const document = parseDocument(text, { lineCounter: counter, keepSourceTokens: false, logLevel: 'error' })
    for (const tokens = [...tokensOf(pointer)]; ; tokens.pop()) {
      const node = document.getIn(tokens, true)
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line
      if (tokens.length === 0) return undefined
    }
  } catch {
    return undefined
  }
}
