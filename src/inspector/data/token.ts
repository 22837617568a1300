const KEY = 'integ-token'

/**
 * The proof in the address that `integ sandbox open` made: the token itself, or a ticket that is exchanged for it. It
 * leaves the address bar at once; the token stays in this tab.
 */
export async function takeToken(): Promise<string | undefined> {
  const [, kind, given] = /^#(token|ticket)=([\w-]+)/.exec(location.hash) ?? []
  if (kind !== undefined && given !== undefined) {
    history.replaceState(null, '', `${location.pathname}#/requests`)
    const token = kind === 'token' ? given : await exchange(given)
    if (token !== undefined) sessionStorage.setItem(KEY, token)
  }
  return sessionStorage.getItem(KEY) ?? undefined
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY)
}

async function exchange(ticket: string): Promise<string | undefined> {
  const answer = await fetch('/__integ/visit', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
  }).catch(() => undefined)
  if (!answer?.ok) return undefined
  return ((await answer.json()) as { token?: string }).token
}
