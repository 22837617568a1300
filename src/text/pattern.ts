/** `alipay.trade.*` as a test of whole names: a star stands for any characters. */
export function patternTest(pattern: string): (name: string) => boolean {
  const escaped = pattern.split('*').map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  const test = new RegExp(`^${escaped.join('.*')}$`)
  return (name) => test.test(name)
}
