import type { Published } from './published.ts'

type Where = Pick<Published, 'control' | 'token'>

/** The page with what proves who looks. The fragment never leaves the browser. */
export function inspectorAddress({ control, token }: Where): string {
  return `${control}/#token=${token}`
}

/** The same for a program's arguments: the ticket is good for one visit. */
export function ticketAddress({ control }: Pick<Where, 'control'>, ticket: string): string {
  return `${control}/#ticket=${ticket}`
}
