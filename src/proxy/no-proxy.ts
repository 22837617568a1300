/** One entry of NO_PROXY: `*`, `example.com` (its subdomains too), `.example.com`, `*.example.com`, each with a port or not. */
export function entryMatches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true
  const [, name = '', wanted] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
  if (wanted !== undefined && Number(wanted) !== port) return false
  const bare = name.replace(/^\*?\./, '')
  return bare !== '' && (host === bare || host.endsWith(`.${bare}`))
}

export function entriesOf(noProxy: string | undefined): readonly string[] {
  return (noProxy ?? '').split(/[\s,]+/).filter((entry) => entry !== '')
}
